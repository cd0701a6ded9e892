import LoadRig
import Narration

/// (e) Two instances of every service, which divide the work.
struct InstancesPart {
    let run: BenchRun

    /// Starts a second instance of each, measures batches, and stops them again.
    func measure() async throws {
        let system = run.system
        try await run.progress.during("a second instance of each service is started") {
            try await system.start(RigSystem.services, replica: 2)
        }
        let ports = [try await system.port(of: "orders"), try await system.port(of: "orders", replica: 2)]
        try await SaturatedPart(run: run).measure(
            "two_instances", batch: SaturatedPart.batch, ports: ports, runs: max(1, run.scale.runs / 3), replicas: 2)
        try await system.stop(RigSystem.services, replica: 2)
    }
}
