import Delivery
import Eventing
import Accounting
import Foundation
import Runtime
import Testing
import Vocabulary

@testable import Story

@Suite("The story's report")
struct ReportTests {
    @Test("is well only if every check of every service holds, every event was heard and the ledger balances")
    func verdict() throws {
        let well = try report()
        #expect(well.auditOK && well.faults == [] && well.oversold == 0 && well.parked == 0)
        #expect(well.eventsOut == 7 && well.eventsIn == 7 && well.lotsChecked == 20)

        let oversold = try report(lots: ["lot 1"])
        #expect(!oversold.auditOK && oversold.oversold == 1)
        #expect(oversold.faults == ["catalogue: lots add up: lot 1"])

        let parked = try report(parked: ["1: an event"])
        #expect(!parked.auditOK && parked.parked == 1)

        let lost = try report(heard: 6)
        #expect(!lost.auditOK)
        #expect(lost.faults == ["/throughtrain/catalogue/stock: 7 told, 6 heard by orders"])

        let rewritten = try report(fingerprint: 2)
        #expect(!rewritten.auditOK)

        let unbalanced = try report(imbalance: 1)
        #expect(!unbalanced.auditOK && unbalanced.ledgerImbalanceFen == 1)
    }

    @Test("tells people the verdict, and names what is wrong")
    func page() throws {
        #expect("\(ReportPage(try report()))".contains("audit: everything holds, and nothing was lost"))
        let page = "\(ReportPage(try report(lots: ["lot 1"], imbalance: 150)))"
        #expect(page.contains("  catalogue: lots add up: lot 1"))
        #expect(page.contains("the ledger is 150 fen off"))
    }

    @Test("has the figures for machines under the names that are promised")
    func figures() throws {
        let read = try JSONSerialization.jsonObject(with: Data(try report().json.utf8)) as? [String: Any]
        let names = [
            "orders_placed", "orders_confirmed", "orders_cancelled_by_reason", "oversold", "lots_checked",
            "ledger_imbalance_fen", "paid_to_households_fen", "households_registered", "events_out", "events_in",
            "parked", "audit_ok", "latency_ms", "seconds",
        ]
        #expect(names.filter { read?[$0] == nil } == [])
        #expect((read?["latency_ms"] as? [String: Int])?.keys.sorted() == ["p50", "p95", "p99"])
    }

    /// What catalogue tells and orders hears, unless something is amiss.
    private func report(
        lots: [String] = [], parked: [String] = [], heard: Int64 = 7, fingerprint: Int64 = 1, imbalance: Int64 = 0
    ) throws -> StoryReport {
        let source = EventSource("catalogue", "stock")
        func tally(_ side: StreamSide, _ events: Int64, _ fingerprint: Int64) -> StreamTally {
            StreamTally(
                side: side, source: source.description, hour: .example(), events: events, fingerprint: fingerprint)
        }
        let audit = Reconciliation([
            AuditReport(
                service: "catalogue", at: .example(),
                checks: [AuditCheck("lots add up", examined: 20, breaches: lots)], byTheHourSince: .example(),
                streams: [tally(.told, 7, 1)], publications: [Publication(source, to: ["orders"])]),
            AuditReport(
                service: "orders", at: .example(),
                checks: [AuditCheck("nothing is parked", examined: 7, breaches: parked)], byTheHourSince: .example(),
                streams: [tally(.heard, heard, fingerprint)], publications: []),
        ])
        let sums = SalesReport.Sums(
            placed: 3, confirmed: 2, completed: 2, cancelled: [.init(reason: "stock", orders: 1)], salesFen: 900,
            toRegisteredFen: 300, paidToRegisteredFen: 300, paidToRegisteredPermille: 333, paidToHouseholdsFen: 600,
            countyFundFen: 9)
        let sales = SalesReport(
            total: sums, counties: [.init(county: "522728", sums: sums)], ledgerImbalanceFen: imbalance,
            placedToConfirmed: .init(orders: 2, p50: 10, p95: 20, p99: 30))
        return StoryReport(
            sales: sales, audit: audit, householdsRegistered: 1,
            usage: [.init(program: "orders", milliseconds: 2)], seconds: 1)
    }
}
