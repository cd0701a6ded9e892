import Accounting
import Glibc
import LoadRig
import LocalScripts
import Synchronization

/// A server that is started again whenever it is gone, by the script that started it, unless it is to stay away.
final class SupervisedServer: Sendable {
    private let system: RigSystem
    private let script: String
    private let arguments: [String]
    private let program: ProcessAccounting.Program
    private let state = Mutex(State())

    private struct State {
        var staysAway = false
        var isEnding = false
        var isStarting = false
    }

    private static let interval = Duration.milliseconds(200)
    /// After a start that failed.
    private static let pause = Duration.seconds(1)

    /// - Parameters:
    ///   - script: starts it, by the word `start`, the instance's name and what else it is given.
    ///   - program: its first process.
    init(_ script: String, _ more: [String] = [], program: ProcessAccounting.Program, on system: RigSystem) {
        self.system = system
        self.script = script
        arguments = ["start", system.instance] + more
        self.program = program
    }

    /// Starts it whenever it is gone, until it is to end.
    func run() async {
        while !state.withLock(\.isEnding) {
            let isWanted = state.withLock { state in
                state.isStarting = !state.staysAway && process == nil
                return state.isStarting
            }
            if isWanted {
                do {
                    try await system.script(script, arguments)
                    state.withLock { $0.isStarting = false }
                } catch {
                    try? await Task.sleep(for: Self.pause)
                }
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Lets it be away, or not any more.
    func keepAway(_ staysAway: Bool) {
        state.withLock { $0.staysAway = staysAway }
    }

    /// Supervises it no longer.
    func end() {
        state.withLock { $0.isEnding = true }
    }

    /// Whether it runs, and is started.
    var isUp: Bool { process != nil && !state.withLock(\.isStarting) }

    /// Sends its first process a signal; false when it does not run at present.
    func send(_ signal: Int32) -> Bool {
        guard let process else { return false }
        return Glibc.kill(pid_t(process), signal) == 0
    }

    private var process: Int? {
        (try? ProcessAccounting.processes(of: [program]))?.first
    }
}
