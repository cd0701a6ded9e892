import Glibc
import Synchronization

/// Ends a call into the library that waits too long for a broker that does not read.
///
/// The library waits without a limit when it writes, and a send timeout of the socket does not reach into that wait.
/// Shutting the socket down from another thread does. The watchdog holds a duplicate of the descriptor: the library
/// may close its own at any time, and the number may then be somebody else's.
final class Watchdog: Sendable {
    /// The duplicate, which is good for polling too.
    let descriptor: Int32

    private struct Watch {
        var deadline: ContinuousClock.Instant?
        var didBite = false
    }

    private let limit: Duration
    private let watch = Mutex(Watch())
    private let patrol = Mutex<Task<Void, Never>?>(nil)

    /// Guards the socket behind a descriptor.
    init(duplicating descriptor: Int32, limit: Duration) throws(AMQPError) {
        let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard duplicate >= 0 else { throw .connectionLost(reason: "the socket has no descriptor to duplicate") }
        self.descriptor = duplicate
        self.limit = limit
        patrol.withLock { patrol in
            patrol = Task.detached { [weak self] in
                while (try? await Task.sleep(for: limit / 4)) != nil, let self {
                    self.endStuckCall(at: .now)
                }
            }
        }
    }

    deinit {
        patrol.withLock { $0?.cancel() }
        close(descriptor)
    }

    /// Whether a call was ended.
    var didBite: Bool {
        watch.withLock { $0.didBite }
    }

    /// Makes a call that is to be ended when it takes longer than the limit.
    func guarding<Result>(_ call: () -> Result) -> Result {
        watch.withLock { $0.deadline = .now + limit }
        defer { watch.withLock { $0.deadline = nil } }
        return call()
    }

    private func endStuckCall(at now: ContinuousClock.Instant) {
        watch.withLock { watch in
            guard let deadline = watch.deadline, deadline <= now else { return }
            watch.didBite = true
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }
}
