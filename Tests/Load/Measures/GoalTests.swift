import Testing

@testable import Bench

@Suite("Goals")
struct GoalTests {
    private func book(_ figures: [String: Double]) -> FigureBook {
        var book = FigureBook()
        for (name, value) in figures { book.add(name, "", value) }
        return book
    }

    private func verdict(_ what: String, _ figures: [String: Double], allotment: Int = 2_000) -> Bool? {
        Goal.all(of: book(figures), allotment: allotment).first { $0.what.hasPrefix(what) }?.isMet
    }

    @Test("a goal is met on its side of the bound, and on the bound")
    func sides() {
        func isMet(_ side: Goal.Side, _ measured: Double?) -> Bool? {
            Goal(what: "", side: side, bound: 10, unit: "", measured: measured).isMet
        }
        #expect(isMet(.atMost, 10) == true)
        #expect(isMet(.atMost, 10.1) == false)
        #expect(isMet(.atLeast, 10) == true)
        #expect(isMet(.atLeast, 9.9) == false)
        #expect(isMet(.exactly, 10) == true)
        #expect(isMet(.exactly, 11) == false)
        #expect(isMet(.atMost, nil) == nil)
    }

    @Test("without figures there is no verdict")
    func nothing() {
        let goals = Goal.all(of: FigureBook(), allotment: 2_000)
        #expect(goals.count == 15)
        #expect(goals.allSatisfy { $0.isMet == nil })
    }

    @Test("the limit of the parts is the statements' CPU time and the broker's for all deliveries")
    func ratio() {
        let figures = [
            "limits.sql.sets.cpu_ms_per_order": 0.3, "limits.broker.observed.cpu_us_per_event": 10,
            "limits.events_per_order.delivered": 12, "batch.cpu_ms_per_order.total": 0.7,
        ]
        #expect(abs((book(figures).ratioToLimit ?? 0) - 0.6) < 1e-9)
        #expect(book(figures.filter { $0.key != "limits.events_per_order.delivered" }).ratioToLimit == nil)
    }

    @Test("a rush may cost no more for each order than orders of many products, and must sell what there is")
    func rush() {
        let single = ["single.cpu_ms_per_order.total": 0.9]
        #expect(verdict("CPU per order of a rush", single) == nil)
        #expect(
            verdict("CPU per order of a rush", single.merging(["flash.cpu_ms_per_order.total": 0.9]) { $1 }) == true)
        #expect(verdict("CPU per order of a rush", single.merging(["flash.cpu_ms_per_order.total": 1]) { $1 }) == false)
        #expect(verdict("sold in a rush", ["flash.sold": 2_000]) == true)
        #expect(verdict("sold in a rush", ["flash.sold": 1_999]) == false)
    }

    @Test("a backlog is caught up with at twice the rate at which orders come")
    func backlog() {
        let saturated = ["batch.orders_per_s": 700.0]
        #expect(verdict("a backlog", saturated) == nil)
        #expect(verdict("a backlog", ["backlog.orders_per_s": 1_400]) == nil)
        #expect(verdict("a backlog", saturated.merging(["backlog.orders_per_s": 1_400]) { $1 }) == true)
        #expect(verdict("a backlog", saturated.merging(["backlog.orders_per_s": 1_399]) { $1 }) == false)
    }

    @Test("the largest service, and the slowest, decide")
    func largest() {
        #expect(
            verdict("private memory of a service after", ["batch.rss_anon_mb.a": 30, "single.rss_anon_mb.b": 41])
                == false)
        #expect(verdict("start to ready", ["start.ready_ms.a": 200, "start.ready_ms.b": 299]) == true)
    }

    @Test("growth is CPU time for an order with many there before, in parts of that without")
    func growth() {
        let figures = ["batch.cpu_ms_per_order.total": 2.0, "growth.batch.cpu_ms_per_order.total": 2.2]
        #expect(abs((book(figures).growthRatio ?? 0) - 1.1) < 1e-9)
        #expect(verdict("CPU per order with a million", figures) == true)
    }
}
