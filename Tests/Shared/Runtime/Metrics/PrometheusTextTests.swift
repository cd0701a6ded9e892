import CoreMetrics
import Testing

@testable import Runtime

@Suite("Prometheus' text")
struct PrometheusTextTests {
    @Test("is, for a small registry, exactly this")
    func smallRegistry() {
        let registry = PrometheusRegistry(describing: [
            MetricDescription("orders.placed", help: "Orders that were placed."),
            MetricDescription(
                "relay.round", help: "A round's time, in seconds.", buckets: HistogramBuckets([0.01, 0.5])),
        ])
        Counter(label: "orders.placed", dimensions: [("way", "retail")], factory: registry).increment(by: 2_000)
        Counter(label: "orders.placed", dimensions: [("way", "import")], factory: registry).increment(by: 200)
        FloatingPointCounter(label: "pump.busy.seconds", factory: registry).increment(by: 1.25)
        Meter(label: "pool.leased", factory: registry).set(3)
        Gauge(label: "backlog", factory: registry).record(17.5)
        let round = Timer(label: "relay.round", factory: registry)
        round.recordMilliseconds(10)
        round.recordMilliseconds(250)
        round.recordSeconds(4)
        registry.gauge("pool_size", help: "Connections of the pool.", labels: ["state": "idle"]) { 5 }

        #expect(
            registry.render() == """
                # TYPE backlog gauge
                backlog 17.5
                # HELP metrics_series_refused_total Series that were asked for and cannot be seen, by why.
                # TYPE metrics_series_refused_total counter
                metrics_series_refused_total{reason="conflict"} 0
                metrics_series_refused_total{reason="full"} 0
                # HELP orders_placed_total Orders that were placed.
                # TYPE orders_placed_total counter
                orders_placed_total{way="import"} 200
                orders_placed_total{way="retail"} 2000
                # TYPE pool_leased gauge
                pool_leased 3
                # HELP pool_size Connections of the pool.
                # TYPE pool_size gauge
                pool_size{state="idle"} 5
                # TYPE pump_busy_seconds_total counter
                pump_busy_seconds_total 1.25
                # HELP relay_round_seconds A round's time, in seconds.
                # TYPE relay_round_seconds histogram
                relay_round_seconds_bucket{le="0.01"} 1
                relay_round_seconds_bucket{le="0.5"} 2
                relay_round_seconds_bucket{le="+Inf"} 3
                relay_round_seconds_sum 4.26
                relay_round_seconds_count 3

                """)
    }

    @Test("is accepted line by line, whatever is measured under whatever name")
    func acceptedByTheGrammar() throws {
        let registry = PrometheusRegistry(describing: [
            MetricDescription("1 strange\nname", help: "Help \\ over\ntwo lines.")
        ])
        registry.addProcessMetrics()
        for value in ["plain", "a \"quote\"", "back\\slash", "two\nlines", "two\r\nlines", "}", ",", "湘西", "e\u{301}"] {
            Counter(label: "1 strange\nname", dimensions: [("é:1", value)], factory: registry).increment()
            Timer(label: "wait", dimensions: [("le", value), ("__name__", value)], factory: registry).recordSeconds(1)
            Recorder(label: "batch", dimensions: [("of", value)], factory: registry).record(-3)
        }
        for value in [Double.nan, .infinity, -.infinity, 1e300, -1e-300, .pi, 0x1p60, -0.0] {
            Gauge(label: "odd", dimensions: [("value", "\(value)")], factory: registry).record(value)
        }
        let seen = try ExpositionGrammar(registry.render())
        #expect(seen.kinds["_1_strange_name_total"] == "counter")
        #expect(seen.values.keys.count { $0.hasPrefix("_1_strange_name_total{") } == 9)
        #expect(seen.values.keys.count { $0.hasPrefix("wait_seconds_count{") } == 9)
        #expect(seen.values["odd{value=\"inf\"}"] == .infinity)
        #expect(seen.values["odd{value=\"1e+300\"}"] == 1e300)
    }

    @Test(
        "escapes a label's value",
        arguments: [
            (#"C:\path"#, #"C:\\path"#),
            (#"say "yes""#, #"say \"yes\""#),
            ("one\ntwo", #"one\ntwo"#),
            ("one\r\ntwo", "one\r" + #"\ntwo"#),
            ("}{,=", "}{,="),
        ])
    func escapes(value: String, escaped: String) {
        #expect(LabelSet([("label", value)]).text.utf8.elementsEqual("label=\"\(escaped)\"".utf8))
    }

    @Test(
        "writes a number as Go reads it",
        arguments: [
            (0.1, "0.1"), (5, "5"), (-2, "-2"), (0x1p53, "9007199254740992.0"), (1e300, "1e+300"), (.infinity, "+Inf"),
            (-.infinity, "-Inf"), (.nan, "NaN"),
        ])
    func writes(number: Double, text: String) {
        #expect(PrometheusText.number(number) == text)
    }

    @Test(
        "names metrics in Prometheus' grammar",
        arguments: [
            (MetricName.metric("http.server.requests"), "http_server_requests"),
            (MetricName.metric("2nd"), "_2nd"),
            (MetricName.metric(""), "_"),
            (MetricName.metric("a:b-c d"), "a_b_c_d"),
            (MetricName.counter("orders.placed"), "orders_placed_total"),
            (MetricName.counter("orders_total"), "orders_total"),
            (MetricName.timer("wait"), "wait_seconds"),
            (MetricName.timer("wait.seconds"), "wait_seconds"),
            (MetricName.label("le"), "exported_le"),
            (MetricName.label("__address__"), "_address__"),
        ])
    func names(name: String, expected: String) {
        #expect(name == expected)
    }

    @Test("spells labels in one way, however they were given")
    func oneSpelling() {
        #expect(LabelSet([("b", "2"), ("a", "1")]) == LabelSet([("a", "1"), ("b", "2"), ("c", "")]))
        #expect(LabelSet([("a.b", "1"), ("a-b", "2")]).text == #"a_b="1;2""#)
        #expect(LabelSet([]).text.isEmpty)
    }
}
