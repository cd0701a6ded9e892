import CatalogueEvents
import Eventing
import LogisticsEvents
import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("What an order waits for", .enabled(if: LiveServers.arePresent))
struct AwaitedTests {
    private func view(_ shop: Shop, _ id: UUIDv7) async throws -> OrderView {
        try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
            try await shop.service.show(id, in: transaction)
        }
    }

    @Test("stock, from catalogue, for two minutes from when it was placed; then it is late")
    func stock() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            let placed = try await view(shop, id)
            let awaited = try #require(placed.awaited.first)
            #expect(placed.awaited.count == 1)
            #expect(awaited.what.contains(StockReserved.type.name))
            #expect(awaited.from == "catalogue")
            #expect(awaited.since == placed.placedAt)
            #expect(awaited.until == placed.placedAt + .minutes(2))
            #expect(!awaited.isLate)
            shop.schema.setTime(shop.now + .minutes(3))
            #expect(try await view(shop, id).awaited.map(\.isLate) == [true])
        }
    }

    @Test("the standing of its households, from eligibility, since the stock was reserved")
    func benefit() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            shop.schema.setTime(shop.now + .minutes(1))
            try await shop.hear(shop.reserved(id))
            let shown = try await view(shop, id)
            let reserved = try #require(shown.history.first { $0.command == "reserve" })
            #expect(shown.awaited.map(\.from) == ["eligibility"])
            #expect(shown.awaited.map(\.since) == [reserved.at])
            #expect(reserved.eventType == StockReserved.type.name)
            #expect(reserved.by == "catalogue")
            #expect(reserved.eventID != nil)
        }
    }

    @Test("a payment, from its provider, and after a decline from the buyer, until it can be paid no more")
    func payment() async throws {
        try await Shop.open { shop in
            let id = try await shop.place(instrument: "abandon")
            try await shop.hear(shop.reserved(id), shop.determined(id))
            let payment = try await shop.payment(of: id)
            let asked = try await view(shop, id)
            #expect(asked.awaited.map(\.from) == ["sandbox"])
            #expect(asked.awaited.map(\.about) == [payment.id])
            #expect(asked.payBy != nil)
            #expect(asked.awaited.map(\.until) == [asked.payBy])
            try await shop.notify(payment, .declined)
            let declined = try await view(shop, id)
            #expect(declined.awaited.map(\.from) == ["buyer"])
            #expect(declined.awaited.map(\.until) == [declined.payBy])
        }
    }

    @Test("the collection of each consignment, then its delivery, then the buyer's complaints, and then nothing")
    func goods() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            let consignment = order.consignments[0]
            let confirmed = try await view(shop, order.id)
            #expect(confirmed.awaited.map(\.what) == [ConsignmentCollected.type.name])
            #expect(confirmed.awaited.map(\.from) == ["logistics"])
            #expect(confirmed.awaited.map(\.about) == [consignment.id])
            #expect(confirmed.awaited.map(\.until) == [consignment.deliverBy])
            try await shop.hear(shop.collected(order))
            let fulfilling = try await view(shop, order.id)
            #expect(fulfilling.awaited.map(\.what) == [ConsignmentDelivered.type.name])
            #expect(fulfilling.awaited.map(\.since) == [try await shop.order(order.id).consignments[0].collectedAt])
            try await shop.hear(shop.delivered(order))
            let completed = try await view(shop, order.id)
            #expect(completed.awaited.map(\.from) == ["buyer"])
            // What it sells spoils.
            #expect(completed.awaited.first?.until == completed.awaited.first.map { $0.since + .hours(48) })
            shop.schema.setTime(shop.now + .hours(49))
            #expect(try await view(shop, order.id).awaited.isEmpty)
        }
    }

    @Test("that logistics holds goods back, besides, once it was asked to")
    func withdrawal() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            try await shop.hear(shop.revoked(order))
            let revoked = try await view(shop, order.id)
            #expect(revoked.awaited.map(\.what) == [ConsignmentWithdrawn.type.name, ConsignmentCollected.type.name])
            #expect(revoked.awaited.first?.since == revoked.history.last?.at)
        }
    }

    @Test("the decision of a claim, from an officer")
    func claim() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            let request = ClaimRequest(
                kind: .refund, cause: .damaged, side: .buyer,
                items: [AllocatedQuantity(allocation: order.allocations[0].id, quantity: .grams(500))],
                evidence: [Shop.photograph])
            let claim = try await shop.command { service, context, transaction in
                try await service.openClaim(request, about: order.id, context, in: transaction)
            }.claimID
            let open = try await view(shop, order.id)
            let decision = try #require(open.awaited.first { $0.from == "officer" })
            #expect(decision.about == claim)
            #expect(decision.until == decision.since + .hours(72))
            #expect(open.history.last?.command == "open-claim")
            _ = try await shop.command(by: "officer") { service, context, transaction in
                try await service.decideClaim(
                    claim, ClaimDecision(outcome: .refunded, refund: 100, liable: .platform), context, in: transaction)
            }
            let decided = try await view(shop, order.id)
            #expect(decided.history.map(\.command).contains("decide-claim"))
            #expect(!decided.awaited.contains { $0.from == "officer" })
            // The money goes back in its own time.
            #expect(decided.awaited.contains { $0.what == "money back to the buyer" && $0.amountFen == 100 })
        }
    }

    @Test(
        "its buyer's money, from the provider, once a paid one was cancelled; it is late after two minutes, and then nothing"
    )
    func moneyBack() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            let payment = try await shop.payment(of: order.id)
            try await shop.hear(shop.notCarried(order))
            let cancelled = try await view(shop, order.id)
            #expect(cancelled.state == "cancelled")
            #expect(cancelled.awaited.map(\.what) == ["money back to the buyer"])
            let owed = try #require(cancelled.awaited.first)
            #expect(owed.from == "sandbox")
            #expect(owed.about == payment.id)
            #expect(owed.amountFen == payment.due)
            #expect(owed.since == cancelled.history.last?.at)
            #expect(owed.until == owed.since + .minutes(2))
            #expect(!owed.isLate)
            shop.schema.setTime(shop.now + .minutes(3))
            #expect(try await view(shop, order.id).awaited.map(\.isLate) == [true])
            #expect(try await shop.service.payments.askForReturns() == 1)
            #expect(try await view(shop, order.id).awaited.isEmpty)
        }
    }

    @Test("nothing once it was cancelled before anybody paid")
    func cancelled() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            try await shop.hear(shop.refused(id, .short))
            let ended = try await view(shop, id)
            #expect(ended.state == "cancelled")
            #expect(ended.awaited.isEmpty)
            #expect(ended.history.last?.eventType == StockRefused.type.name)
        }
    }
}
