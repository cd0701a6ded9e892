import CPollThread
import Glibc
import Synchronization

/// The loop behind a ``PollThread``: run the queued jobs, let the watchers prepare, poll, tell the watchers.
final class PollLoop: Sendable {
    /// The executors in whose names jobs run. Not owned: they are compared, and called by those only who hold the thread.
    let executors = Mutex<(serial: UnownedSerialExecutor, task: UnownedTaskExecutor)?>(nil)
    let watchers = Mutex<[Int32: any PollWatcher]>([:])

    private struct Queue {
        var jobs: [UnownedJob] = []
        var isEnding = false
        var isPolling = false
    }

    /// How many times the queue is emptied before descriptors are looked at.
    private static let maximumRounds = 16

    private let queue = Mutex(Queue())
    private let thread = Atomic<UInt>(0)
    private let wakeup: Int32
    private let name: String

    init(name: String) {
        self.name = name
        wakeup = poll_thread_wakeup_open()
        precondition(wakeup >= 0, "no eventfd to be had: errno \(errno)")
    }

    deinit {
        close(wakeup)
    }

    var isCurrent: Bool {
        thread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    func start() {
        var identifier = pthread_t()
        let status = pthread_create(
            &identifier, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<PollLoop>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(self).toOpaque())
        precondition(status == 0, "no thread to be had: errno \(status)")
        pthread_detach(identifier)
    }

    func end() {
        queue.withLock { $0.isEnding = true }
        poll_thread_wakeup_signal(wakeup)
    }

    func enqueue(_ job: UnownedJob) {
        let mustWake = queue.withLock { queue in
            queue.jobs.append(job)
            defer { queue.isPolling = false }
            return queue.isPolling
        }
        // A thread that is not in poll looks at its queue before it goes there, which saves the system call.
        if mustWake {
            poll_thread_wakeup_signal(wakeup)
        }
    }

    private func run() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        poll_thread_set_name(name)
        var jobs: [UnownedJob] = []
        while true {
            runJobs(&jobs)
            let polled = prepare()
            guard let mayWait = arm() else { return }
            wait(for: polled, mayWait: mayWait)
        }
    }

    /// Runs what is queued, and what that queues in turn: a task that prefers the thread does at many of its calls. Not without an
    /// end, so that descriptors are looked at as well.
    private func runJobs(_ jobs: inout [UnownedJob]) {
        guard let executors = executors.withLock({ $0 }) else { return }
        for _ in 0..<Self.maximumRounds {
            queue.withLock { swap(&$0.jobs, &jobs) }
            if jobs.isEmpty { return }
            // In the name of both: a task whose preference ends must find itself on an executor that is not everybody's, or it would
            // stay here.
            for job in jobs { job.runSynchronously(isolatedTo: executors.serial, taskExecutor: executors.task) }
            jobs.removeAll(keepingCapacity: true)
        }
    }

    private func prepare() -> [pollfd] {
        let watched = watchers.withLock { $0 }
        var polled = [pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0)]
        for (descriptor, watcher) in watched {
            polled.append(pollfd(fd: descriptor, events: watcher.prepareToPoll().rawValue, revents: 0))
        }
        return polled
    }

    /// Announces that the thread goes to poll, and says whether it may wait there; nil when it is to end.
    private func arm() -> Bool? {
        queue.withLock { queue in
            if queue.isEnding { return nil }
            queue.isPolling = queue.jobs.isEmpty
            return queue.isPolling
        }
    }

    private func wait(for descriptors: [pollfd], mayWait: Bool) {
        var polled = descriptors
        let count = poll(&polled, nfds_t(polled.count), mayWait ? -1 : 0)
        queue.withLock { $0.isPolling = false }
        guard count > 0 else { return }
        if polled[0].revents != 0 {
            poll_thread_wakeup_clear(wakeup)
        }
        for entry in polled.dropFirst() where entry.revents != 0 {
            // A watcher may have been removed by one that was told before it.
            let watcher = watchers.withLock { $0[entry.fd] }
            watcher?.ready(PollInterest(rawValue: entry.revents))
        }
    }
}
