import CoreMetrics
import Testing

@testable import Runtime

@Suite("Counting by many at once")
struct ConcurrentCountingTests {
    let registry = PrometheusRegistry()

    @Test("loses nothing, though nothing is locked")
    func exactTotals() async throws {
        let (tasks, rounds) = (8, 20_000)
        let calls = Counter(label: "calls", factory: registry)
        let busy = FloatingPointCounter(label: "busy", factory: registry)
        let active = Meter(label: "active", factory: registry)
        let batch = Recorder(label: "batch", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    for round in 0..<rounds {
                        calls.increment()
                        busy.increment(by: 0.5)
                        active.increment()
                        batch.record(round % 100)
                    }
                }
            }
        }
        let values = try ExpositionGrammar(registry.render()).values
        let total = Double(tasks * rounds)
        #expect(values["calls_total"] == total)
        #expect(values["busy_total"] == total / 2)
        #expect(values["active"] == total)
        #expect(values["batch_count"] == total)
        #expect(values["batch_sum"] == total * 49.5)
    }

    @Test("finds one series for what many make at the same time, and every scrape meanwhile is sound")
    func oneSeries() async throws {
        let (tasks, rounds) = (8, 200)
        try await withThrowingTaskGroup(of: Void.self) { [registry] group in
            for _ in 0..<tasks {
                group.addTask {
                    for round in 0..<rounds {
                        let dimensions = [("round", "\(round)")]
                        Counter(label: "calls", dimensions: dimensions, factory: registry).increment()
                        Recorder(label: "batch", factory: registry).record(round)
                        if round % 100 == 0 { _ = try ExpositionGrammar(registry.render()) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let values = try ExpositionGrammar(registry.render()).values
        #expect((0..<rounds).allSatisfy { values["calls_total{round=\"\($0)\"}"] == Double(tasks) })
        #expect(values["batch_count"] == Double(tasks * rounds))
    }
}
