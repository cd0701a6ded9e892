internal import Foundation
internal import Glibc

/// A program that runs as a child of this process, with its standard streams alone.
///
/// Foundation's `Process` waits for a socket that every descendant inherits, and so never sees the end of a script that
/// leaves a server running.
public struct SpawnedProcess: Sendable {
    /// Its process id.
    public let id: Int32

    /// Starts a program.
    /// - Parameters:
    ///   - path: of the program.
    ///   - environment: variables that it gets beside those of this process.
    ///   - output: the file that it writes to.
    ///   - isAppended: whether the file goes on, or begins anew.
    /// - Throws: ``ScriptFailure`` when it cannot be started.
    public init(
        _ path: String, _ arguments: [String], environment: [String: String], output: String, isAppended: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let mode = O_WRONLY | O_CREAT | (isAppended ? O_APPEND : O_TRUNC)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, mode, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, given in given }
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        Self.keepDescriptors()
        var process = pid_t()
        let status = posix_spawn(&process, path, &actions, nil, &words, &settings)
        guard status == 0 else { throw ScriptFailure(description: "\(path): \(String(cString: strerror(status)))") }
        id = process
    }

    /// Keeps what is open here to this process. A server that a script leaves running would otherwise hold the other end of a
    /// pipe that somebody reads to its end.
    private static func keepDescriptors() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in names.compactMap(Int32.init) where descriptor > STDERR_FILENO {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    /// Waits for its end, once, and returns the status of wait(2).
    public func ended() async -> Int32 {
        await withCheckedContinuation { ended in
            // The wait blocks, so it has a thread of its own rather than one of those that tasks share.
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(id, &status, 0) < 0 && errno == EINTR {}
                ended.resume(returning: status)
            }
        }
    }
}
