import LoadRig

/// (b) So many orders a second: how long it takes from when an order is due to when its confirmation has arrived.
struct FixedRatePart {
    let run: BenchRun

    /// The rates, in orders a second.
    static let rates = [100, 300]

    /// Measures each rate.
    func measure() async throws {
        let ports = [try await run.system.port(of: "orders")]
        for rate in Self.rates {
            let flow = OrderFlow(run: run, pace: .fixed(perSecond: Double(rate)), ports: ports)
            let name = "fixed_\(rate)"
            try await run.measure(name) {
                try await flow.play(try run.writer.requests(orders: rate * run.scale.seconds, batch: 1))
            } record: { reading in
                let outcome = reading.value
                let confirmed = outcome.latencies(from: \.due, to: \.confirmed)
                run.add("\(name).latency_ms.p50", "ms", confirmed.milliseconds(atPercentile: 50))
                run.add("\(name).latency_ms.p99", "ms", confirmed.milliseconds(atPercentile: 99))
                let accepted = outcome.latencies(from: \.due, to: \.accepted)
                run.add("\(name).carried_ms.p99", "ms", accepted.milliseconds(atPercentile: 99))
                run.addUse(reading.use, orders: outcome.counts.confirmed, under: name)
            }
        }
        try await run.addMemory(under: "fixed")
    }
}
