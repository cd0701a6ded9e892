import LoadRig
import Foundation
import Narration

/// The whole of it: a fresh system, a market on it, part after part, and the report.
struct Bench {
    let system: RigSystem
    let parts: [BenchPart]
    let scale: BenchScale
    let progress: Narrator
    /// Whether the system goes on running afterwards.
    let isKept: Bool

    /// Measures all parts.
    func run() async throws -> BenchReport {
        do {
            let report = try await measure()
            if !isKept { try await system.kill() }
            return report
        } catch {
            if !isKept { try? await system.kill() }
            throw error
        }
    }

    private func measure() async throws -> BenchReport {
        let start = ContinuousClock.now
        try await progress.during("servers and services are started") { try await system.startAfresh() }
        let market = try await Market.open(
            on: system, households: scale.households, products: scale.products, progress: progress)
        let arrivals = try await Arrivals.listen(to: try await system.broker(as: "bench.arrivals"))
        let run = BenchRun(system: system, market: market, arrivals: arrivals, progress: progress, scale: scale)
        try await warmUp(run)
        for part in parts { try await measure(part, in: run) }
        await arrivals.close()
        return BenchReport(
            book: run.book, conditions: run.conditions, build: system.configuration, scale: scale,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// Lets what is on sale be known everywhere, and each statement be planned for tables that have something in them.
    private func warmUp(_ run: BenchRun) async throws {
        try await Rest(programs: system.programs()).wait()
        let flow = OrderFlow(run: run, pace: .saturating, ports: [try await system.port(of: "orders")], connections: 8)
        try await progress.during("the system is warmed up") {
            _ = try await flow.play(run.writer.requests(orders: scale.orders / 10, batch: 10))
            let administration = try await Administration.connect(to: system)
            try await administration.analyze()
            await administration.close()
        }
    }

    private func measure(_ part: BenchPart, in run: BenchRun) async throws {
        switch part {
        case .saturated: try await SaturatedPart(run: run).measure()
        case .limits: try await LimitsPart(run: run).measure()
        case .fixed: try await FixedRatePart(run: run).measure()
        case .flash: try await FlashPart(run: run).measure()
        case .instances: try await InstancesPart(run: run).measure()
        case .backlog: try await BacklogPart(run: run).measure()
        case .start: try await StartPart(run: run).measure()
        case .growth: try await GrowthPart(run: run).measure()
        }
    }
}
