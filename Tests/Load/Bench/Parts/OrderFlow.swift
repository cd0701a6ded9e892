import LoadRig
import Vocabulary

/// Sends orders, and waits until all that comes of them has arrived.
struct OrderFlow {
    let run: BenchRun
    let pace: Pace
    /// The ports of orders' instances.
    let ports: [UInt16]
    var connections = 64

    /// What came of them.
    struct Outcome: Sendable {
        let sending: Sending.Outcome
        let courses: [UUIDv7: Arrivals.Course]
        let counts: Arrivals.Counts

        /// How many were confirmed a second, from the first request to the last confirmation.
        var confirmedPerSecond: Double {
            let last = courses.values.compactMap(\.confirmed).max() ?? sending.start
            return Double(counts.confirmed) / max(1e-9, Double(last - sending.start) / 1e9)
        }

        /// How long it took from when an order was due to when something of it had arrived.
        func latencies(from start: (Sending.Taken) -> UInt64, to end: (Arrivals.Course) -> UInt64?) -> Latencies {
            var latencies = Latencies()
            for taken in sending.taken {
                guard let course = courses[taken.order], let done = end(course) else { continue }
                latencies.record(from: start(taken), to: done)
            }
            return latencies
        }
    }

    /// How long the last event may be in coming.
    private static let limit = Duration.seconds(600)

    /// Sends the requests; each order must be taken, and confirmed or cancelled, and each confirmed one carried.
    func play(_ requests: [[UInt8]]) async throws -> Outcome {
        let sending = try await Sending(ports: ports, connections: connections, pace: pace).send(requests)
        try expect(sending.refusals.isEmpty, "every order is taken; refused were \(sending.refusals)")
        try await wait(for: "the end of \(sending.taken.count) orders", within: Self.limit) {
            let counts = try run.arrivals.counts()
            return counts.confirmed + counts.cancelled >= sending.taken.count
                && counts.accepted + counts.refused >= counts.confirmed
        }
        let counts = try run.arrivals.counts()
        try expect(counts.refused == 0, "every consignment is accepted; \(counts.refused) were refused")
        return Outcome(sending: sending, courses: run.arrivals.courses, counts: counts)
    }
}
