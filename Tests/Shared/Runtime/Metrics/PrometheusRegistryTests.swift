import CoreMetrics
import Synchronization
import Testing

@testable import Runtime

@Suite("A Prometheus registry")
struct PrometheusRegistryTests {
    let registry = PrometheusRegistry()

    func values() throws -> [String: Double] {
        try ExpositionGrammar(registry.render()).values
    }

    @Test("has one series for metrics made twice, in either order of their dimensions")
    func oneSeries() throws {
        Counter(label: "calls", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "calls", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment(by: 4)
        FloatingPointCounter(label: "calls", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment(by: 0.5)
        #expect(try values()[#"calls_total{a="1",b="2"}"#] == 5.5)
    }

    @Test("does not let a counter fall, or be spoilt by what is no amount")
    func countersOnlyGrow() throws {
        let whole = registry.makeCounter(label: "whole", dimensions: [])
        whole.increment(by: 7)
        whole.increment(by: -3)
        let fractional = registry.makeFloatingPointCounter(label: "fractional", dimensions: [])
        for amount in [1.5, -1, .nan, .infinity] { fractional.increment(by: amount) }
        #expect(try values()["whole_total"] == 7)
        #expect(try values()["fractional_total"] == 1.5)
        whole.reset()
        fractional.reset()
        #expect(try values()["whole_total"] == 0)
        #expect(try values()["fractional_total"] == 0)
    }

    @Test("lets a meter rise and fall")
    func meters() throws {
        let meter = Meter(label: "active", factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement()
        meter.increment(by: Double.nan)
        #expect(try values()["active"] == 11.5)
    }

    @Test("puts an observation into the bucket whose bound it does not exceed, and counts cumulatively")
    func histogram() throws {
        let sizes = Recorder(label: "batch", dimensions: [("of", "orders")], factory: registry)
        for size in [1, 2, 2, 64, 10_000, 10_001] { sizes.record(size) }
        sizes.record(Double.nan)
        sizes.record(Double.infinity)
        let values = try values()
        let buckets = (HistogramBuckets.sizes.upperBounds.map { "\(Int($0))" } + ["+Inf"])
            .map { values["batch_bucket{of=\"orders\",le=\"\($0)\"}"] }
        #expect(buckets == [1, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 6])
        #expect(values[#"batch_sum{of="orders"}"#] == 20_070)
        #expect(values[#"batch_count{of="orders"}"#] == 6)
    }

    @Test("observes a timer in seconds, and a clock that was set back as no time")
    func timer() throws {
        let timer = Timer(label: "wait", preferredDisplayUnit: .milliseconds, factory: registry)
        timer.recordNanoseconds(1_000_000)
        timer.recordNanoseconds(-5)
        timer.recordSeconds(60)
        let values = try values()
        #expect(values[#"wait_seconds_bucket{le="0.001"}"#] == 2)
        #expect(values[#"wait_seconds_bucket{le="10"}"#] == 2)
        #expect(values["wait_seconds_sum"] == 60.001)
        #expect(values["wait_seconds_count"] == 3)
    }

    @Test("forgets a destroyed metric, and starts anew when it is made again")
    func destroys() throws {
        let counter = Counter(label: "calls", factory: registry)
        let others = [
            Counter(label: "calls", dimensions: [("a", "1")], factory: registry).destroy,
            FloatingPointCounter(label: "busy", factory: registry).destroy,
            Meter(label: "active", factory: registry).destroy,
            Gauge(label: "backlog", factory: registry).destroy,
            Recorder(label: "batch", factory: registry).destroy,
            Timer(label: "wait", factory: registry).destroy,
        ]
        counter.increment(by: 9)
        others.forEach { $0() }
        #expect(try values().keys.filter { !$0.hasPrefix("metrics_series_refused_total") } == ["calls_total"])
        counter.destroy()
        let again = Counter(label: "calls", factory: registry)
        counter.increment()
        counter.destroy()
        again.increment()
        #expect(try values()["calls_total"] == 1)
    }

    @Test("gives a destroyed metric's name to another kind")
    func nameIsFreeAgain() throws {
        Recorder(label: "size", factory: registry).destroy()
        Meter(label: "size_count", factory: registry).set(2)
        #expect(try values()["size_count"] == 2)
    }

    @Test("reads what others hold at each scrape, and leaves out what they do not tell")
    func reads() throws {
        let published = Mutex<Double?>(41)
        registry.counter("relay.published", help: "Events.", labels: ["service": "orders"]) {
            published.withLock { $0 }
        }
        #expect(try values()[#"relay_published_total{service="orders"}"#] == 41)
        published.withLock { $0 = 42 }
        #expect(try values()[#"relay_published_total{service="orders"}"#] == 42)
        published.withLock { $0 = nil }
        #expect(try values()[#"relay_published_total{service="orders"}"#] == nil)
    }

    @Test("lets a reader use the registry that reads it")
    func readerUsesRegistry() throws {
        registry.gauge("scrapes_seen", help: "Scrapes.") { [registry] in
            Counter(label: "scrapes", factory: registry).increment()
            return 1
        }
        #expect(try values()["scrapes_total"] == nil)
        #expect(try values()["scrapes_total"] == 2)
    }

    @Test("refuses a name that another kind has, and counts that")
    func conflicts() throws {
        Timer(label: "wait", factory: registry).recordSeconds(1)
        Meter(label: "wait_seconds", factory: registry).set(5)
        Meter(label: "wait_seconds_count", factory: registry).set(5)
        registry.gauge("pool", help: "Connections.") { 1 }
        registry.gauge("pool", help: "Connections.") { 2 }
        Meter(label: "pool", factory: registry).set(3)
        let values = try values()
        #expect(values["wait_seconds_count"] == 1)
        #expect(values["pool"] == 1)
        #expect(values[#"metrics_series_refused_total{reason="conflict"}"#] == 4)
    }
}

@Suite("A registry's bound")
struct SeriesLimitTests {
    @Test("drops new series and counts them, while the old ones go on")
    func drops() throws {
        let registry = PrometheusRegistry(seriesLimit: 102)
        for user in 0..<150 {
            Counter(label: "calls", dimensions: [("user", "\(user)")], factory: registry).increment()
        }
        Counter(label: "calls", dimensions: [("user", "0")], factory: registry).increment()
        let values = try ExpositionGrammar(registry.render()).values
        #expect(values.count == 102)
        #expect(values[#"calls_total{user="0"}"#] == 2)
        #expect(values[#"calls_total{user="99"}"#] == 1)
        #expect(values[#"calls_total{user="100"}"#] == nil)
        #expect(values[#"metrics_series_refused_total{reason="full"}"#] == 50)
    }

    @Test("counts a histogram as all the series that it is, and has room again when one is destroyed")
    func histogramsWeigh() throws {
        let perHistogram = HistogramBuckets.seconds.upperBounds.count + 3
        let registry = PrometheusRegistry(seriesLimit: 2 + 2 * perHistogram)
        let first = Timer(label: "first", factory: registry)
        _ = Timer(label: "second", factory: registry)
        _ = Timer(label: "third", factory: registry)
        #expect(try ExpositionGrammar(registry.render()).kinds["third_seconds"] == nil)
        first.destroy()
        _ = Timer(label: "third", factory: registry)
        let seen = try ExpositionGrammar(registry.render())
        #expect(seen.kinds["third_seconds"] == "histogram")
        #expect(seen.values.count == 2 + 2 * perHistogram)
    }
}
