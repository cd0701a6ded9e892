import CatalogueEvents
import LogisticsEvents
import OrdersDomain
import OrdersEvents
@testable import OrdersService
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("Carrying an order out", .enabled(if: LiveServers.arePresent))
struct FulfilmentTests {
    @Test("a delivery settles the household first, completes the order, and leaves nothing held of the buyer")
    func settles() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            #expect(order.state == .completed)
            let settled = try #require(try await shop.schema.told(SettlementPosted.self).first)
            #expect(settled.totalFen == 2000)
            #expect(settled.lines.map(\.producerFen) == [1200])
            #expect(settled.lines.first?.benefit == true)
            #expect(settled.shares.reduce(0) { $0 + $1.amountFen } == 2000)
            #expect(try await shop.schema.told(OrderCompleted.self).map(\.toRegisteredFen) == [1200])
            let household = LedgerAccount(.household, shop.household.description)
            #expect(try await shop.balance(household) == LedgerBalance(posted: -1200))
            #expect(try await shop.balance(.buyer(of: order.id)) == LedgerBalance())
            try await shop.expectSound()
        }
    }

    @Test("a batch of orders at different points is worked in one go, and again without effect")
    func mixedBatch() async throws {
        try await Shop.open { shop in
            let carried = try await shop.confirmed()
            let placed = try await shop.place()
            let batch = try [
                shop.envelope(shop.collected(carried)), shop.envelope(shop.reserved(placed)),
                shop.envelope(shop.determined(placed)), shop.envelope(shop.delivered(carried)),
            ]
            #expect(try await shop.schema.deliver(batch) == 4)
            #expect(try await shop.order(carried.id).state == .completed)
            #expect(try await shop.order(placed).state == .payable)
            let told = try await shop.schema.told().count
            #expect(try await shop.schema.deliver(batch) == 0)
            #expect(try await shop.schema.told().count == told)
            try await shop.expectSound()
        }
    }

    @Test("what is short at the station, and what is refused at the door, is refunded to the fen")
    func refundsParts() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            try await shop.hear(
                shop.collected(order, grams: 1500), shop.delivered(order, grams: 1500, refused: 500))
            #expect(try await shop.schema.told(OrderReduced.self).map(\.cause) == [.finalWeight, .refused])
            #expect(try await shop.schema.told(OrderReduced.self).map(\.refundFen) == [500, 500])
            #expect(try await shop.schema.told(SettlementPosted.self).map(\.totalFen) == [1000])
            #expect(try await shop.balance(.clearing(at: "sandbox")) == LedgerBalance(posted: 1000))
            #expect(try await shop.value(Int64.self, "SELECT returned_fen FROM payment") == 1000)
            try await shop.expectSound()
        }
    }

    @Test("goods lost by the carrier are refunded, and the carrier owes the household")
    func carrierPays() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            try await shop.hear(shop.collected(order))
            try await shop.hear(shop.failed(order, final: false, custody: .carrier))
            #expect(try await shop.order(order.id).state == .fulfilling)
            try await shop.hear(shop.failed(order, custody: .carrier))
            #expect(try await shop.order(order.id).cancellation == .deliveryFailed)
            #expect(try await shop.schema.told(OrderCancelled.self).map(\.refundFen) == [2000])
            let carrier = LedgerAccount(.carrier, "522728")
            #expect(try await shop.balance(carrier) == LedgerBalance(posted: 1200))
            #expect(try await shop.balance(.clearing(at: "sandbox")) == LedgerBalance())
            try await shop.expectSound()
        }
    }

    @Test("a buyer's cancellation after the confirmation asks logistics, which decides the race")
    func withdraws() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            _ = try await shop.command { service, context, transaction in
                try await service.cancel(order.id, context, in: transaction)
            }
            #expect(try await shop.schema.told(OrderWithdrawalRequested.self).map(\.cause) == [.buyer])
            #expect(try await shop.order(order.id).state == .confirmed)
            try await shop.hear(shop.heldBack(order))
            #expect(try await shop.schema.told(OrderCancelled.self).map(\.reason) == [.buyer])
            try await shop.expectSound()
        }
    }

    @Test("what logistics cannot carry is refunded")
    func refusedByLogistics() async throws {
        try await Shop.open { shop in
            let order = try await shop.confirmed()
            try await shop.hear(shop.notCarried(order))
            #expect(try await shop.order(order.id).state == .cancelled)
            #expect(try await shop.balance(.clearing(at: "sandbox")) == LedgerBalance())
            try await shop.expectSound()
        }
    }

    @Test("revoked stock ends an unpaid order, and holds back that of a paid one")
    func revokes() async throws {
        try await Shop.open { shop in
            let unpaid = try await shop.place()
            try await shop.hear(shop.reserved(unpaid))
            let paid = try await shop.confirmed()
            try await shop.hear(shop.revoked(try await shop.order(unpaid)), shop.revoked(paid, .recall))
            #expect(try await shop.order(unpaid).cancellation == .revoked)
            #expect(try await shop.schema.told(OrderWithdrawalRequested.self).map(\.cause) == [.recall])
            try await shop.hear(shop.heldBack(paid))
            #expect(try await shop.order(paid.id).cancellation == .revoked)
            try await shop.expectSound()
        }
    }

    @Test("an excursion refunds what was exposed, and opens a claim for each order, even a completed one")
    func excursion() async throws {
        try await Shop.open { shop in
            let carried = try await shop.confirmed()
            try await shop.hear(shop.collected(carried))
            let done = try await shop.completed()
            try await shop.hear(shop.excursion([carried, done], grams: 500))
            #expect(try await shop.schema.told(ClaimOpened.self).map(\.cause) == [.excursion, .excursion])
            #expect(try await shop.schema.told(OrderReduced.self).map(\.refundFen) == [500])
            #expect(
                try await shop.value(String.self, "SELECT refusal FROM order_history WHERE refusal IS NOT NULL")
                    == "not-in-state")
            try await shop.hear(shop.delivered(carried, grams: 1500))
            #expect(try await shop.order(carried.id).state == .completed)
            try await shop.expectSound()
        }
    }

    @Test("an event about an order that nobody placed is refused as a whole")
    func unknownOrder() async throws {
        try await Shop.open { shop in
            let known = try await shop.place()
            await #expect(throws: UnknownSubject.self) {
                try await shop.hear(shop.reserved(known), shop.reserved(.make()))
            }
            #expect(try await shop.order(known).state == .placed)
        }
    }

    @Test("a reservation of other goods than were ordered is refused")
    func wrongReservation() async throws {
        try await Shop.open { shop in
            let id = try await shop.place()
            await #expect(throws: OrderRefusal.reservationDiffers(line: 1)) {
                try await shop.hear(shop.reserved(id, grams: 1000))
            }
            #expect(try await shop.order(id).state == .placed)
        }
    }
}
