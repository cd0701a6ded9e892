import LoadRig

/// (a) As many orders as the system takes, in partner's batches and one by one.
struct SaturatedPart {
    let run: BenchRun

    /// How many orders a partner sends at once.
    static let batch = 100
    /// How many connections send batches: enough that one is always under way.
    private static let batchConnections = 4
    /// How many connections send single orders.
    private static let singleConnections = 64

    /// Measures both.
    func measure() async throws {
        let ports = [try await run.system.port(of: "orders")]
        try await measure("batch", batch: Self.batch, connections: Self.batchConnections, ports: ports)
        try await run.addMemory(under: "batch")
        try await measure("single", batch: 1, connections: Self.singleConnections, ports: ports)
        try await run.addMemory(under: "single")
    }

    /// Measures one kind under a name.
    func measure(
        _ name: String, batch: Int, connections: Int = Self.batchConnections, ports: [UInt16], runs: Int? = nil,
        replicas: Int = 1
    ) async throws {
        let flow = OrderFlow(run: run, pace: .saturating, ports: ports, connections: connections)
        let administration = try await Administration.connect(to: run.system)
        var traffic = BrokerTraffic(published: 0, delivered: 0)
        var told = 0.0
        try await run.measure(name, runs: runs, replicas: replicas) {
            let requests = try run.writer.requests(orders: run.scale.orders, batch: batch)
            traffic = try await BrokerTraffic.now(on: run.system)
            told = try await administration.toldEvents()
            return try await flow.play(requests)
        } record: { reading in
            let outcome = reading.value
            run.addUse(reading.use, orders: outcome.counts.confirmed, under: name)
            run.add("\(name).orders_per_s", "orders/s", outcome.confirmedPerSecond)
            let latencies = outcome.latencies(from: \.due, to: \.confirmed)
            run.add("\(name).latency_ms.p50", "ms", latencies.milliseconds(atPercentile: 50))
            run.add("\(name).latency_ms.p99", "ms", latencies.milliseconds(atPercentile: 99))
            let orders = Double(max(1, outcome.counts.confirmed))
            let traffic = try await BrokerTraffic.now(on: run.system).since(traffic)
            run.add("\(name).messages_per_order.published", "messages", traffic.published / orders)
            run.add("\(name).messages_per_order.delivered", "messages", traffic.delivered / orders)
            let events = try await administration.toldEvents() - told
            run.add("\(name).events_per_order.told", "events", events / orders)
        }
        await administration.close()
    }
}
