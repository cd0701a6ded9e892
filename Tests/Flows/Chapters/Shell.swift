import Foundation
import LocalScripts

@testable import Story

/// A shell on an instance, in which the services' programs are commands: `orders list`.
struct Shell {
    private let stage: Stage
    private let folder: String

    /// Opens one in a folder of its own.
    ///
    /// A child writes its programs: while this process had one open for writing, a child that another test starts would
    /// have it open too, and until that child became its own program nobody could run it ("Text file busy").
    init(on stage: Stage, named name: String = "shell") async throws {
        self.stage = stage
        folder = "\(stage.folder)/\(name)"
        let program = "#!/bin/bash\nexec '\(stage.scripts.folder)/run' \(stage.instance) $service \"\\$@\""
        let writing = """
            mkdir -p '\(folder)/bin'
            cd '\(folder)/bin'
            for service in \(Play.services.joined(separator: " ")); do
                cat >$service <<END
            \(program)
            END
                chmod +x $service
            done
            """
        try await LocalScripts(folder: "/bin").run("bash", ["-euo", "pipefail", "-c", writing])
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
