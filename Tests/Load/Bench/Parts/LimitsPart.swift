import LoadRig
import Narration

/// What the parts could do: the database for the flow's own statements, and the broker for the flow's messages, alone.
struct LimitsPart {
    let run: BenchRun

    /// The numbers of events in a message that are measured beside the observed one.
    private static let batches = [1, 8, 64]

    /// Measures both.
    func measure() async throws {
        let administration = try await Administration.connect(to: run.system)
        try await SQLLimit(run: run, administration: administration).measure()
        await administration.close()
        try await measureBroker()
    }

    private func measureBroker() async throws {
        let bytes = run.arrivals.bytesOfEvent
        run.add("limits.broker.bytes_of_event", "bytes", Double(bytes))
        let limit = BrokerLimit(system: run.system, events: run.scale.orders, bytesOfEvent: bytes)
        for batch in Self.batches {
            let microseconds = try await run.progress.during("the broker alone, \(batch) events a message") {
                try await limit.microseconds(batch: batch)
            }
            run.add("limits.broker.\(batch).cpu_us_per_event", "us", microseconds)
        }
        guard let events = run.book.median("batch.events_per_order.told"),
            let published = run.book.median("batch.messages_per_order.published"), published > 0,
            let delivered = run.book.median("batch.messages_per_order.delivered")
        else {
            run.progress.note("the ratio to the limit needs the part saturated in the same run")
            return
        }
        let observed = events / published
        run.add("limits.broker.observed.events_of_message", "events", observed)
        run.add("limits.events_per_order.delivered", "events", observed * delivered)
        let batch = max(1, Int(observed.rounded()))
        // What the broker tidies up by the way makes one run three times as dear as the next one.
        for number in 1...run.scale.runs {
            let microseconds = try await run.progress.during(
                "the broker alone, \(batch) events a message, as observed, run \(number)"
            ) {
                try await limit.microseconds(batch: batch)
            }
            run.add("limits.broker.observed.cpu_us_per_event", "us", microseconds)
        }
    }
}
