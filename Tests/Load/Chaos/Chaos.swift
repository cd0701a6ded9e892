import Glibc
import LoadRig
import Narration

/// The whole of it: a fresh system, a market on it, and act after act while orders come.
struct Chaos {
    let system: RigSystem
    let acts: [Act]
    let seed: UInt64
    let scale: ChaosScale
    let progress: Narrator

    /// How many households are in the register, and how many products are on sale: as many as orders need.
    private static let households = 100
    private static let products = 50

    /// Plays all acts, and says after each what all have come to so far. The services are killed at the end; the servers go
    /// on, as they do when something fails.
    func play(report: (ChaosReport) throws -> Void) async throws -> ChaosReport {
        let obstacles = Dictionary(
            uniqueKeysWithValues: acts.compactMap { act in act.obstacle.map { (act.rawValue, $0) } })
        var all = ChaosReport(
            seed: seed, rate: scale.rate, build: system.configuration, instances: Schedule.replicas, leftOut: obstacles)
        try await progress.during("servers are started") { try await system.startServersAfresh() }
        let supervisor = try await Supervisor(of: system, replicas: Schedule.replicas)
        supervisor.start()
        do {
            try await play(acts.filter { $0.obstacle == nil }, under: supervisor) { result in
                all.acts.append(result)
                try report(all)
            }
        } catch {
            await supervisor.end()
            throw error
        }
        await supervisor.end()
        return all
    }

    private func play(
        _ acts: [Act], under supervisor: Supervisor, note: (ActResult) throws -> Void
    ) async throws {
        try await progress.during("two instances of every service are started") {
            try await supervisor.awaitReady(within: .seconds(120))
        }
        let market = try await Market.open(
            on: system, households: Self.households, products: Self.products, progress: progress)
        let stage = ActStage(
            system: system, supervisor: supervisor, scale: scale, progress: progress,
            writer: OrderWriter(market: market, seed: seed))
        try await stage.warmUp()
        for act in acts {
            let isAudited = scale.auditsEachAct || act == acts.last
            try note(try await stage.play(Schedule(of: act, seed: seed, scale: scale), isAudited: isAudited))
        }
    }
}

extension Act {
    /// Why it cannot be played here; nil if it can.
    var obstacle: String? {
        guard self == .fullVolume, geteuid() != 0 else { return nil }
        return "it mounts a small file system, which only root may: run it as root"
    }
}
