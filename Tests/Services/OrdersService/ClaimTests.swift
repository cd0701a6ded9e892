import OrdersDomain
import OrdersEvents
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Claims", .enabled(if: LiveServers.arePresent))
struct ClaimTests {
    private func open(_ shop: Shop, _ order: Order, grams: Int64 = 500, evidence: [ContentDigest] = [Shop.photograph])
        async throws
        -> UUIDv7
    {
        let request = ClaimRequest(
            kind: .refund, cause: .damaged, side: .buyer,
            items: [AllocatedQuantity(allocation: order.allocations[0].id, quantity: .grams(grams))],
            evidence: evidence)
        return try await shop.command { service, context, transaction in
            try await service.openClaim(request, about: order.id, context, in: transaction)
        }.claimID
    }

    private func decide(
        _ shop: Shop, _ claim: UUIDv7, refund: Fen, liable: LiableParty, by actor: String = "officer"
    ) async throws {
        _ = try await shop.command(by: actor) { service, context, transaction in
            try await service.decideClaim(
                claim, ClaimDecision(outcome: .refunded, refund: refund, liable: liable), context, in: transaction)
        }
    }

    @Test("what spoils needs a photograph")
    func needsPhotograph() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            await #expect(throws: ClaimRefusal.photographMissing) { try await open(shop, order, evidence: []) }
        }
    }

    @Test("who opened a claim cannot decide it")
    func fourEyes() async throws {
        try await Shop.open { shop in
            let claim = try await open(shop, try await shop.completed())
            await #expect(throws: ClaimRefusal.decidedByOpener) {
                try await decide(shop, claim, refund: 100, liable: .platform, by: "buyer")
            }
        }
    }

    @Test("the producer at fault gives its dues back, and the sale is turned back in proportion")
    func producerGivesBack() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            let claim = try await open(shop, order)
            try await decide(shop, claim, refund: 1000, liable: .producer)
            let posted = try await shop.schema.told(SettlementPosted.self)
            #expect(posted.map(\.kind) == [.sale, .reversal])
            #expect(posted.last?.totalFen == -1000)
            #expect(posted.last?.lines.map(\.producerFen) == [-600])
            #expect(try await shop.schema.told(ClaimClosed.self).map(\.refundFen) == [1000])
            let household = LedgerAccount(.household, shop.household.description)
            #expect(try await shop.balance(household) == LedgerBalance(posted: -600))
            #expect(try await shop.balance(.buyer(of: order.id)) == LedgerBalance())
            #expect(try await shop.order(order.id).owedToRegistered == 600)
            #expect(try await shop.count("audit_trail") == 1)
            try await shop.expectSound()
        }
    }

    @Test("several claims never refund more than was paid")
    func neverAbovePaid() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            try await decide(shop, try await open(shop, order), refund: 1500, liable: .platform)
            let second = try await open(shop, order)
            await #expect(throws: ClaimRefusal.refundAbovePaid(refundable: 500)) {
                try await decide(shop, second, refund: 501, liable: .platform)
            }
            try await decide(shop, second, refund: 500, liable: .platform)
            #expect(try await shop.value(String.self, "SELECT state FROM payment") == "returned")
            let household = LedgerAccount(.household, shop.household.description)
            #expect(try await shop.balance(household) == LedgerBalance(posted: -1200))
            try await shop.expectSound()
        }
    }

    @Test("a claim that nobody decides for 72 hours is shown as escalated")
    func escalates() async throws {
        try await Shop.open { shop in
            let claim = try await open(shop, try await shop.completed())
            shop.schema.setTime(shop.now + .hours(73))
            let isEscalated = {
                try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                    try await shop.service.claims(onlyOpen: true, in: transaction).claims.map(\.isEscalated) == [true]
                }
            }
            #expect(try await shop.workDeadlines { try await isEscalated() })
            try await decide(shop, claim, refund: 100, liable: .station)
            #expect(try await shop.value(String.self, "SELECT state FROM claim") == "closed")
        }
    }
}
