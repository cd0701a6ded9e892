import LoadRig
import Narration

/// (g) How long each service takes from its start until it is ready.
struct StartPart {
    let run: BenchRun

    /// Restarts each service, some times over.
    func measure() async throws {
        for service in RigSystem.services {
            try await run.progress.during("\(service) is restarted \(run.scale.runs) times") {
                for _ in 0..<run.scale.runs {
                    run.add("start.ready_ms.\(service)", "ms", try await readyMilliseconds(of: service))
                }
            }
        }
    }

    private func readyMilliseconds(of service: String) async throws -> Double {
        let system = run.system
        let port = try await system.port(of: service)
        let settings = try await system.settings(of: service).merging(system.environment) { _, ours in ours }
        let program = try StartedProgram(
            "\(system.programFolder)/\(service)", ["serve"], settings: settings,
            folder: "\(system.folder)/services/\(service)", log: "\(system.folder)/logs/\(service).log")
        try await system.stop([service])
        let start = Monotonic.now()
        try program.start()
        try await wait(for: "\(service) to be ready", within: .seconds(30), every: .milliseconds(1)) {
            (try? HTTPConnection(port: port).exchange(Request.get("/health/ready")).status) == 200
        }
        let milliseconds = Double(Monotonic.now() - start) / 1e6
        program.stop()
        // The script's own is nobody's child, so that its CPU time is not taken for the driver's.
        try await system.start([service])
        return milliseconds
    }
}
