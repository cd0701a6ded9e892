internal import Foundation
internal import Glibc

/// The scripts that run an instance of the system on this machine, in `compose/local`.
public struct LocalScripts: Sendable {
    /// Their folder.
    public let folder: String

    /// The scripts in a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// Runs a script to its end, and returns what it printed.
    /// - Parameter environment: variables that it gets beside those of this process.
    /// - Throws: ``ScriptFailure`` when it does not exit with 0.
    @discardableResult
    public func run(
        _ name: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> String {
        // A server started by a script would hold a pipe open for as long as it runs; a file does not mind.
        let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = try spawn("\(folder)/\(name)", arguments, environment, output: output.path)
        let status = await status(of: process)
        let text = try String(contentsOf: output, encoding: .utf8)
        guard status == 0 else {
            throw ScriptFailure(description: "\(name) \(arguments.joined(separator: " ")) failed: \(text)")
        }
        return text
    }

    /// Starts a program with its standard streams alone.
    ///
    /// Foundation's `Process` waits for a socket that every descendant inherits, and so never sees the end of a script
    /// that leaves a server running.
    private func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], output: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, given in given }
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var process = pid_t()
        let status = posix_spawn(&process, path, &actions, nil, &words, &settings)
        guard status == 0 else { throw ScriptFailure(description: "\(path): \(String(cString: strerror(status)))") }
        return process
    }

    private func status(of process: pid_t) async -> Int32 {
        await withCheckedContinuation { ended in
            // The wait blocks, so it has a thread of its own rather than one of those that tasks share.
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(process, &status, 0) < 0 && errno == EINTR {}
                ended.resume(returning: status)
            }
        }
    }
}

/// A script, or another program that a test needs, that failed.
public struct ScriptFailure: Error, CustomStringConvertible {
    /// Which, and what it printed.
    public let description: String

    /// Says which, and why.
    public init(description: String) {
        self.description = description
    }
}
