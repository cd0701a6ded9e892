internal import CPollThread
import Glibc
import Synchronization

/// One operating-system thread that waits in `poll(2)` and runs the actors that live on it, and tasks that prefer it.
///
/// C libraries that own a socket want to be called from one thread. An actor that names a `PollThread` as its
/// executor gets exactly that: its jobs and the readiness of its descriptor are handled on the same thread, in turn.
/// A task that prefers the thread (`withTaskExecutorPreference`) calls these actors without waking another one.
///
///     actor Session {
///         private let thread = PollThread(name: "session")
///         nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
///     }
///
/// The thread ends after the last reference to its `PollThread` is gone; the actors on it hold theirs.
public final class PollThread: SerialExecutor, TaskExecutor {
    private let loop: PollLoop

    /// Starts a thread.
    /// - Parameter name: what `ps -L` and debuggers show; 15 bytes of it are kept.
    public init(name: String) {
        loop = PollLoop(name: name)
        loop.executors.withLock { $0 = (UnownedSerialExecutor(ordinary: self), UnownedTaskExecutor(ordinary: self)) }
        loop.start()
    }

    deinit {
        loop.end()
    }

    /// Queues a job of an actor that lives on this thread, or of a task that prefers it.
    public func enqueue(_ job: consuming ExecutorJob) {
        loop.enqueue(UnownedJob(job))
    }

    /// Whether the caller runs on this thread.
    public var isCurrent: Bool {
        loop.isCurrent
    }

    /// Lets `assumeIsolated` hold in what the thread calls outside of jobs.
    public func checkIsolated() {
        precondition(isCurrent, "called from another thread than the one that the actor lives on")
    }

    /// Watches a descriptor until ``unwatch(_:)``. The watcher is held meanwhile.
    /// - Precondition: called on this thread.
    public func watch(_ descriptor: Int32, for watcher: any PollWatcher) {
        checkIsolated()
        loop.watchers.withLock { $0[descriptor] = watcher }
    }

    /// Stops watching a descriptor. Do this before closing it: the number may be used again.
    /// - Precondition: called on this thread.
    public func unwatch(_ descriptor: Int32) {
        checkIsolated()
        // Released outside of the lock, since the watcher's end may be another watcher's.
        let removed = loop.watchers.withLock { $0.removeValue(forKey: descriptor) }
        withExtendedLifetime(removed) {}
    }
}
