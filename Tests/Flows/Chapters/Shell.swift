import Foundation
import LocalScripts

@testable import Story

/// A shell on an instance, in which the services' programs are commands: `orders list`.
struct Shell {
    private let stage: Stage
    private let folder: String

    /// Opens one in a folder of its own.
    init(on stage: Stage, named name: String = "shell") throws {
        self.stage = stage
        folder = "\(stage.folder)/\(name)"
        try FileManager.default.createDirectory(atPath: "\(folder)/bin", withIntermediateDirectories: true)
        for service in Play.services {
            let program = "#!/bin/bash\nexec '\(stage.scripts.folder)/run' \(stage.instance) \(service) \"$@\"\n"
            let path = "\(folder)/bin/\(service)"
            try program.write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
    }

    /// Runs a script to its end; one of its commands that fails ends it.
    /// - Throws: what it printed, if it does not exit with 0.
    @discardableResult
    func run(_ script: String) async throws -> String {
        let path = "\(folder)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        return try await LocalScripts(folder: "/bin").run(
            "bash", ["-euo", "pipefail", "-c", "cd '\(folder)'\n\(script)"],
            environment: stage.settings.merging(["PATH": path, "THROUGHTRAIN_CLOCK_FILE": stage.clockFile]) { _, own in
                own
            })
    }
}
