import Foundation
import Glibc
import LoadRig
import LocalScripts
import Synchronization

/// An instance of a service that is started again whenever it ends, as `restart: unless-stopped` has it in
/// `compose/compose.yaml`.
final class SupervisedService: Sendable {
    /// The service.
    let service: String
    /// From 1.
    let replica: Int
    /// Where it listens.
    let port: UInt16
    private let settings: [String: String]
    private let program: String
    private let folder: String
    private let log: String
    private let state = Mutex(State())

    private struct State {
        var process: Int32?
        var starts = 0
        var isEnding = false
    }

    /// From an end to the next start.
    private static let pause = Duration.milliseconds(500)

    /// One of a system, by its settings.
    init(_ service: String, replica: Int, on system: RigSystem) async throws {
        self.service = service
        self.replica = replica
        port = try await system.port(of: service, replica: replica)
        let alternates = "THROUGHTRAIN_RABBITMQ_ALTERNATES"
        var settings = try await system.settings(of: service, replica: replica).merging(system.environment) { $1 }
        settings[alternates] = try await system.settings(of: "admin")[alternates]
        self.settings = settings
        program = "\(system.programFolder)/\(service)"
        let name = replica == 1 ? service : "\(service)-\(replica)"
        folder = "\(system.folder)/services/\(name)"
        log = "\(system.folder)/logs/\(name).log"
        for path in [folder, "\(system.folder)/logs"] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    /// Starts it, again and again, until it is to end.
    func run() async throws {
        while !state.withLock(\.isEnding) {
            // A program is known to the scripts by the folder that it works in.
            let process = try SpawnedProcess(
                "/usr/bin/env", ["-C", folder, program, "serve"], environment: settings, output: log, isAppended: true)
            state.withLock { state in
                state.process = process.id
                state.starts += 1
            }
            _ = await process.ended()
            state.withLock { $0.process = nil }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// How often it was started.
    var starts: Int { state.withLock(\.starts) }

    /// Sends it a signal; false when it does not run at present.
    func send(_ signal: Int32) -> Bool {
        state.withLock { state in
            guard let process = state.process else { return false }
            return Glibc.kill(process, signal) == 0
        }
    }

    /// Ends it for good, at once.
    func end() {
        state.withLock { $0.isEnding = true }
        _ = send(SIGKILL)
    }

    /// Whether it takes work.
    var isReady: Bool {
        (try? HTTPConnection(port: port, limit: 3).exchange(Request.get("/health/ready")).status) == 200
    }

    /// Whether it relays the events of its service at present.
    var isLeading: Bool { Gauge("throughtrain_relay_leading").value(at: port) == 1 }

    /// How many partitions of what its service hears it works at present; none if it does not answer.
    var partitionsHeld: Int { Int(Gauge("throughtrain_partitions_held").value(at: port) ?? 0) }
}
