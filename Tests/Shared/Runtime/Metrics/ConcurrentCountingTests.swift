import CoreMetrics
import Testing

@testable import Runtime

@Suite("Counting by many at once")
struct ConcurrentCountingTests {
    @Test("loses nothing, and every scrape meanwhile is sound")
    func exactTotals() async throws {
        let registry = PrometheusRegistry()
        let (tasks, rounds) = (16, 2_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for round in 0..<rounds {
                        Counter(label: "calls", factory: registry).increment()
                        FloatingPointCounter(label: "busy", factory: registry).increment(by: 0.5)
                        Meter(label: "active", factory: registry).increment()
                        Recorder(label: "batch", factory: registry).record(round % 100)
                        Counter(label: "by_task", dimensions: [("task", "\(task)")], factory: registry).increment()
                        if round % 500 == 0 { _ = try ExpositionGrammar(registry.render()) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let values = try ExpositionGrammar(registry.render()).values
        let total = Double(tasks * rounds)
        #expect(values["calls_total"] == total)
        #expect(values["busy_total"] == total / 2)
        #expect(values["active"] == total)
        #expect(values["batch_count"] == total)
        #expect(values["batch_sum"] == total * 49.5)
        #expect(values[#"by_task_total{task="15"}"#] == Double(rounds))
    }
}
