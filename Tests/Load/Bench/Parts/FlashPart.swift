import LoadRig
import Narration

/// (c) A rush: ten times as many orders as there is of what they ask for, at a fixed rate.
struct FlashPart {
    let run: BenchRun

    /// How many orders are sent a second.
    static let rate = 2_000.0
    /// How many of the orders can be filled.
    private var allotment: Int { run.scale.orders / 10 }

    /// Measures rushes, each for an offer of its own.
    func measure() async throws {
        // A run that is repeated needs an offer too.
        let goods = run.market.goods.flatMap(\.self).prefix(run.scale.runs * (1 + run.scale.repeats))
        var offers = try await run.progress.during("\(goods.count) offers are opened") {
            try await FlashOffers(system: run.system).open(Array(goods), allotment: allotment)
        }[...]
        let flow = OrderFlow(
            run: run, pace: .fixed(perSecond: Self.rate), ports: [try await run.system.port(of: "orders")])
        try await run.measure("flash") {
            guard let offer = offers.popFirst() else { throw RigFault("there is no offer for one more rush") }
            return try await flow.play(
                try run.writer.rush(for: offer.id, of: offer.goods, orders: run.scale.orders))
        } record: { reading in
            try record(reading.value)
            let counts = reading.value.counts
            run.addUse(reading.use, orders: counts.confirmed + counts.cancelled, under: "flash")
        }
        try await run.addMemory(under: "flash")
    }

    private func record(_ outcome: OrderFlow.Outcome) throws {
        run.add("flash.sold", "orders", Double(outcome.counts.confirmed))
        let ends = outcome.courses.values.compactMap { $0.confirmed ?? $0.cancelled }
        let seconds = Double((ends.max() ?? 0) - outcome.sending.start) / 1e9
        run.add("flash.orders_per_s", "orders/s", Double(outcome.counts.confirmed + outcome.counts.cancelled) / seconds)
        // From the first cancellation on, everything is sold.
        let soldOut = outcome.courses.values.compactMap(\.cancelled).min() ?? .max
        var told = Latencies()
        for taken in outcome.sending.taken where taken.answered >= soldOut {
            if let cancelled = outcome.courses[taken.order]?.cancelled {
                told.record(from: taken.answered, to: cancelled)
            }
        }
        run.add("flash.cancelled_ms.p99", "ms", told.milliseconds(atPercentile: 99))
        run.add("flash.accepted_ms.p99", "ms", accepted(outcome).milliseconds(atPercentile: 99))
    }

    /// How long it took from when an order was due to the answer that it is taken.
    private func accepted(_ outcome: OrderFlow.Outcome) -> Latencies {
        var latencies = Latencies()
        for taken in outcome.sending.taken { latencies.record(from: taken.due, to: taken.answered) }
        return latencies
    }
}
