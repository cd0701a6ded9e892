import Synchronization

/// Work that is divided by partitions, of which each is done by one instance at a time.
protocol PartitionWork: Sendable {
    /// Begins the work of a partition, which is this instance's from now on.
    /// - Throws: when it cannot begin; then it has not.
    func take(partition: Int) async throws
    /// Ends it. When it returns, another instance may begin.
    func release(partition: Int) async
}

extension Pump: PartitionWork {}

/// Work that is not divided: the instance that holds the first partition does it for all.
public final class SoleWork: PartitionWork {
    private let body: @Sendable () async -> Void
    private let running = Mutex<Task<Void, Never>?>(nil)

    /// - Parameter body: works until its task is cancelled.
    public init(_ body: @escaping @Sendable () async -> Void) {
        self.body = body
    }

    func take(partition: Int) {
        guard partition == 0 else { return }
        running.withLock { running in
            if running == nil { running = Task { [body] in await body() } }
        }
    }

    func release(partition: Int) async {
        guard partition == 0 else { return }
        let task = running.withLock { running in
            defer { running = nil }
            return running
        }
        task?.cancel()
        await task?.value
    }
}
