import LoadRig
import Accounting
import Narration

/// (f) What happens after two listeners were away: how fast they catch up, and what memory that takes.
///
/// While logistics and livestream are away, orders are confirmed, and their events wait. Of each order six do: two for
/// logistics (placed, confirmed), four for livestream (placed, stock reserved, confirmed, stock committed).
struct BacklogPart {
    let run: BenchRun

    private static let listeners = ["logistics", "livestream"]
    /// How many events of an order wait for them.
    static let eventsOfOrder = 6

    /// Measures it once: a backlog is large, so that one run is many batches.
    func measure() async throws {
        let system = run.system
        let orders = run.scale.backlog / Self.eventsOfOrder
        try await run.progress.during("\(run.scale.backlog) events come to wait") {
            try await system.stop(Self.listeners)
            try await placeWithoutThem(orders)
        }
        // The highest of all that was seen, since memory that was given back says nothing of what was needed.
        var most: [String: Double] = [:]
        let seconds = try await run.progress.during("they are caught up with") {
            try await drain(orders, mostMemory: &most)
        }
        run.add("backlog.seconds", "s", seconds)
        run.add("backlog.drain_per_s", "events/s", Double(orders * Self.eventsOfOrder) / seconds)
        run.add("backlog.orders_per_s", "orders/s", Double(orders) / seconds)
        for (service, megabytes) in most { run.add("backlog.rss_anon_mb.\(service)", "MB", megabytes) }
    }

    private func placeWithoutThem(_ orders: Int) async throws {
        run.arrivals.forget()
        let requests = try run.writer.requests(orders: orders, batch: SaturatedPart.batch)
        let port = try await run.system.port(of: "orders")
        let sent = try await Sending(ports: [port], connections: 4, pace: .saturating).send(requests)
        try expect(sent.taken.count == orders, "\(orders) orders are taken, not \(sent.taken.count)")
        try await wait(for: "the confirmation of \(orders) orders", within: .seconds(600)) {
            try run.arrivals.counts().confirmed == orders
        }
        try await Rest(programs: presentPrograms).wait()
    }

    /// Those of the programs that run while the listeners are away.
    private var presentPrograms: [ProcessAccounting.Program] {
        run.system.programs().filter { !Self.listeners.contains($0.name) }
    }

    /// How many seconds it takes from the start of the listeners until they have handled all that waited for them.
    private func drain(_ orders: Int, mostMemory most: inout [String: Double]) async throws -> Double {
        let start = Monotonic.now()
        try await run.system.start(Self.listeners)
        let handled = try await HandledEvents(of: Self.listeners, on: run.system)
        while try handled.count() < orders * Self.eventsOfOrder {
            for (service, megabytes) in try PrivateMemory.megabytes(of: run.system.servicePrograms()) {
                most[service] = max(most[service] ?? 0, megabytes)
            }
            try expect(Monotonic.now() - start < Self.limit, "a backlog is caught up with within ten minutes")
            try await Task.sleep(for: .milliseconds(100))
        }
        let seconds = Double(Monotonic.now() - start) / 1e9
        try await Rest(programs: run.system.programs()).wait()
        let accepted = try run.arrivals.counts().accepted
        try expect(accepted == orders, "the consignments of \(orders) orders are accepted, not of \(accepted)")
        return seconds
    }

    /// In nanoseconds.
    private static let limit: UInt64 = 600_000_000_000
}
