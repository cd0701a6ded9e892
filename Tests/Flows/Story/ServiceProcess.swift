import Foundation
import LocalScripts

/// A service that is a child of the tests, so that they see how it ends.
struct ServiceProcess {
    private let process = Process()

    /// Starts a service where the script `service` would, so that the script knows it too.
    init(of service: String, on stage: Stage) throws {
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(stage.folder)/logs/\(service).log"))
        try log.seekToEnd()
        process.executableURL = URL(fileURLWithPath: "\(stage.scripts.folder)/run")
        process.arguments = [stage.instance, service, "serve"]
        process.currentDirectoryURL = URL(fileURLWithPath: "\(stage.folder)/services/\(service)")
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["THROUGHTRAIN_CLOCK_FILE": stage.clockFile]) { _, ours in ours }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = log
        process.standardError = log
        try process.run()
    }

    /// Whether it has not ended yet.
    var isRunning: Bool { process.isRunning }

    /// Whether it ended by itself and with the status 0. Only for one that has ended.
    var endedWell: Bool { process.terminationReason == .exit && process.terminationStatus == 0 }

    /// Asks it to end, by SIGTERM.
    func terminate() {
        process.terminate()
    }
}
