import Glibc
import PollThread
import Synchronization

/// An actor that lives on a thread of its own and reads what its descriptor delivers.
actor Resident: PollWatcher {
    private let thread: PollThread
    private var descriptor: Int32?
    private var interest: PollInterest = []
    private var memory = ""
    private var text = ""
    private var conditions: [(isMet: (Resident) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    private(set) var told: PollInterest = []

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    init(on thread: PollThread) {
        self.thread = thread
    }

    init(threadName: String) {
        self.init(on: PollThread(name: threadName))
    }

    var currentThread: UInt {
        runningThread()
    }

    var currentThreadName: String {
        threadName(at: "/proc/thread-self") ?? ""
    }

    func watch(_ descriptor: Int32, for interest: PollInterest) {
        self.descriptor = descriptor
        self.interest = interest
        thread.watch(descriptor, for: self)
    }

    func unwatch() {
        if let descriptor { thread.unwatch(descriptor) }
    }

    func leaveInMemory(_ text: String) {
        memory = text
    }

    func received(atLeast count: Int) async -> String {
        await wait { $0.assumeIsolated { $0.text.utf8.count >= count } }
        return text
    }

    func isTold(of events: PollInterest) async {
        await wait { $0.assumeIsolated { !$0.told.isDisjoint(with: events) } }
    }

    private func wait(_ isMet: @escaping (Resident) -> Bool) async {
        guard !isMet(self) else { return }
        await withCheckedContinuation { conditions.append((isMet, $0)) }
    }

    nonisolated func prepareToPoll() -> PollInterest {
        assumeIsolated { resident in
            resident.text += resident.memory
            resident.memory = ""
            resident.resumeWaiters()
            return resident.interest
        }
    }

    nonisolated func ready(_ events: PollInterest) {
        assumeIsolated { resident in
            resident.told.formUnion(events)
            if events.contains(.read), let descriptor = resident.descriptor {
                var bytes = [UInt8](repeating: 0, count: 64)
                let count = read(descriptor, &bytes, bytes.count)
                resident.text += String(decoding: bytes[..<max(0, count)], as: UTF8.self)
            }
            // Told once is enough; otherwise the thread would spin.
            if !events.contains(.read) { resident.interest = [] }
        }
    }

    private func resumeWaiters() {
        conditions.removeAll { condition in
            guard condition.isMet(self) else { return false }
            condition.continuation.resume()
            return true
        }
    }

    // MARK: - Two watchers on one thread

    func watchBoth(_ pair: FirstToldWins) {
        for descriptor in pair.descriptors { thread.watch(descriptor, for: pair) }
    }

    func winners(of pair: FirstToldWins) async -> Int {
        while pair.count == 0 { await Task.yield() }
        return pair.count
    }

    func unwatchAll(of pair: FirstToldWins) {
        for descriptor in pair.descriptors { thread.unwatch(descriptor) }
    }
}

/// Watches two descriptors, and stops watching both when it is told of one.
final class FirstToldWins: PollWatcher {
    let descriptors: [Int32]
    private let resident: Resident
    private let told = Atomic(0)

    init(_ descriptors: [Int32], on resident: Resident) {
        self.descriptors = descriptors
        self.resident = resident
    }

    var count: Int {
        told.load(ordering: .relaxed)
    }

    func prepareToPoll() -> PollInterest {
        .read
    }

    func ready(_ events: PollInterest) {
        told.add(1, ordering: .relaxed)
        resident.assumeIsolated { $0.unwatchAll(of: self) }
    }
}
