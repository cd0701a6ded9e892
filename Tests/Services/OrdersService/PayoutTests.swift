import OrdersDomain
import OrdersEvents
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Paying out", .enabled(if: LiveServers.arePresent))
struct PayoutTests {
    private func prepare(_ shop: Shop) async throws -> PayoutBatch? {
        try await shop.command(by: "chen") { service, context, transaction in
            try await service.preparePayouts(context, in: transaction)
        }
    }

    @discardableResult
    private func release(_ shop: Shop, _ batch: UUIDv7, by actor: String = "zhao") async throws -> PayoutBatch {
        try await shop.command(by: actor) { service, context, transaction in
            try await service.releasePayouts(batch: batch, context, in: transaction)
        }
    }

    /// Has all that was paid for an order go back, at its producer's cost.
    private func refund(_ order: Order, in shop: Shop) async throws {
        let request = ClaimRequest(
            kind: .refund, cause: .quality, side: .buyer,
            items: [AllocatedQuantity(allocation: order.allocations[0].id, quantity: .grams(2000))],
            evidence: [Shop.photograph])
        let claim = try await shop.command { service, context, transaction in
            try await service.openClaim(request, about: order.id, context, in: transaction)
        }.claimID
        _ = try await shop.command(by: "officer") { service, context, transaction in
            try await service.decideClaim(
                claim, ClaimDecision(outcome: .refunded, refund: 2000, liable: .producer), context,
                in: transaction)
        }
    }

    @Test("a share is paid once: prepared, released by another person, accepted by the bank")
    func paysOnce() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            let batch = try #require(try await prepare(shop))
            // The household, the station and the county's fund.
            #expect(batch.payouts == 3)
            #expect(try await prepare(shop) == nil)
            await #expect(throws: PayoutRefusal.releasedByPreparer) {
                try await release(shop, batch.batchID, by: "chen")
            }
            try await release(shop, batch.batchID)
            #expect(try await shop.schema.told(PayoutSent.self).count == 3)
            let household = LedgerAccount(.household, shop.household.description)
            #expect(try await shop.balance(household) == LedgerBalance(posted: -1200, pending: 1200))
            #expect(try await shop.service.transferReleased() == 3)
            #expect(try await shop.service.transferReleased() == 0)
            #expect(try await shop.balance(household) == LedgerBalance())
            #expect(try await shop.count("audit_trail") == 2)
            try await shop.expectSound()
        }
    }

    @Test("a transfer that is rejected waits to be released again, and after the third its shares are open again")
    func rejects() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            let batch = try #require(try await prepare(shop))
            for attempt in 1...3 {
                try await release(shop, batch.batchID)
                let ids = try await shop.schema.workbench.pool.query("SELECT id FROM payout").decode(UUIDv7.self)
                let outcomes = Dictionary(uniqueKeysWithValues: ids.map { ($0, TransferOutcome.rejected(.noAccount)) })
                try await shop.schema.workbench.perform { transaction in
                    Told((), try await shop.service.record(outcomes, in: transaction))
                }
                let failed = try await shop.schema.told(PayoutFailed.self)
                #expect(failed.count == 3 * attempt)
                #expect(failed.last?.final == (attempt == 3))
            }
            let household = LedgerAccount(.household, shop.household.description)
            #expect(try await shop.balance(household) == LedgerBalance(posted: -1200))
            #expect(try await prepare(shop)?.amountFen == batch.amountFen)
            try await shop.expectSound()
        }
    }

    @Test("what a household owes back of a paid share is kept back, at most 30% of what it is paid later")
    func keepsBack() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            try await release(shop, try #require(try await prepare(shop)).batchID)
            _ = try await shop.service.transferReleased()
            try await refund(order, in: shop)
            _ = try await shop.completed(grams: 1000)
            _ = try #require(try await prepare(shop))
            #expect(
                try await shop.value(
                    Int64.self, "SELECT amount_fen FROM payout WHERE account = 'household' AND state = 'prepared'")
                    == 420)
            #expect(
                try await shop.value(
                    Int64.self, "SELECT amount_fen FROM payout_recovery WHERE account = 'household'") == 180)
            try await shop.expectSound()
        }
    }

    @Test("a batch takes all of a payee's shares or none, and none of who has nothing to get")
    func wholePayees() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            try await refund(order, in: shop)
            let household = LedgerAccount(.household, shop.household.description)
            #expect(try await openShares(shop).allSatisfy { $0.payee != household })

            _ = try await shop.completed(grams: 1000)
            let all = try await openShares(shop)
            #expect(all.filter { $0.payee == household }.map(\.amount).sorted() == [-1200, 600, 1200])
            let payees = Set(all.map(\.payee))
            #expect(payees.count > 1)
            for most in 1...all.count {
                let some = try await openShares(shop, atMost: most)
                let taken = Set(some.map(\.payee))
                #expect(some == all.filter { taken.contains($0.payee) })
                #expect(most == 1 ? taken.count == 1 : some.count >= most)
            }
        }
    }

    private func openShares(_ shop: Shop, atMost most: Int = PayoutStore.sharesOfBatch) async throws -> [OpenShare] {
        try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
            try await PayoutStore(transaction: transaction).openShares(atMost: most)
        }
    }

    @Test("a household's money is traced back to its order, lot, weighing and evidence")
    func traces() async throws {
        try await Shop.open { shop in
            let order = try await shop.completed()
            let batch = try #require(try await prepare(shop))
            try await release(shop, batch.batchID)
            let trace = try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                let payouts = try await shop.service.payouts(in: nil, in: transaction).payouts
                let paid = try #require(payouts.first { $0.payee == "household" })
                return try await shop.service.trace(paid.payoutID, in: transaction)
            }
            #expect(trace.holder == shop.household.description)
            #expect((trace.preparedBy, trace.releasedBy) == ("chen", "zhao"))
            #expect(trace.amountFen == 1200)
            #expect(trace.keptBackFen == 0)
            let source = try #require(trace.sources.first)
            #expect(trace.sources.count == 1)
            #expect(source.orderID == order.id)
            #expect(source.collected?.stationID == shop.station)
            #expect((source.collected?.proofKind, source.delivered?.proofKind) == ("photo", "code"))
            #expect(source.parts.count == 1)
            let part = try #require(source.parts.first)
            #expect(part.lotID == order.allocations[0].lot)
            #expect((part.quantity, part.weightG) == (.grams(2000), 2000))
            #expect((part.amountFen, part.shareFen) == (2000, trace.amountFen))
            #expect(part.benefit)
            #expect(part.evidenceID == order.determinations[shop.household]?.evidence)
        }
    }

    @Test("a payout that is none cannot be traced, and a page begins behind the last one")
    func tracesByPages() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            _ = try await shop.completed()
            _ = try await prepare(shop)
            try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                let paid = try #require(try await shop.service.payouts(in: nil, in: transaction).payouts.first).payoutID
                let sources = try await shop.service.trace(paid, in: transaction).sources
                #expect(sources.count == 2)
                let rest = try await shop.service.trace(paid, after: sources[0].settlementID, in: transaction).sources
                #expect(rest.map(\.settlementID) == [sources[1].settlementID])
                await #expect(throws: Problem.self) { try await shop.service.trace(.make(), in: transaction) }
            }
        }
    }

    @Test("before anything is sold the report says so")
    func reportsNothing() async throws {
        try await Shop.open { shop in
            let report = try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                try await shop.service.reportSales(in: transaction)
            }
            #expect(report.total == .init())
            #expect(report.counties == [])
        }
    }

    @Test("the report tells what orders brought to a county and its registered households")
    func reports() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            _ = try await shop.place()
            try await release(shop, try #require(try await prepare(shop)).batchID)
            _ = try await shop.service.transferReleased()
            let report = try await shop.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                try await shop.service.reportSales(in: transaction)
            }
            let sums = try #require(report.counties.first)
            #expect(sums.county == .luodian)
            #expect(sums.sums == report.total)
            #expect(report.total.placed == 2)
            #expect(report.total.completed == 1)
            #expect(report.total.salesFen == 2000)
            #expect(report.total.paidToRegisteredFen == 1200)
            #expect(report.total.paidToRegisteredPermille == 600)
            #expect(report.total.countyFundFen == 20)
            #expect(report.ledgerImbalanceFen == 0)
            #expect(report.placedToConfirmedMs.orders == 1)
        }
    }
}
