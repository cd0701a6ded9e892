import Synchronization

/// The state of a connection, for anyone who asks, follows or waits, on any thread.
final class StateBroadcast: Sendable {
    private typealias WaiterID = ConnectionWaiters.WaiterID
    private typealias Follower = AsyncStream<AMQPConnectionState>.Continuation

    /// One who is suspended and has an answer.
    private struct Woken {
        let waiter: CheckedContinuation<ConnectionWaiters.Verdict, Never>
        let verdict: ConnectionWaiters.Verdict

        func resume() {
            waiter.resume(returning: verdict)
        }
    }

    private struct Audience {
        var waiters = ConnectionWaiters()
        /// Those of the waiters that are suspended.
        var suspended: [WaiterID: CheckedContinuation<ConnectionWaiters.Verdict, Never>] = [:]
        var followers: [Int: Follower] = [:]
        var nextFollower = 0

        /// Tells the followers of a change. Returns the waiters whom it answers, and the followers if it was the last one.
        mutating func change(to new: AMQPConnectionState) -> (woken: [Woken], leaving: [Follower]) {
            guard let answered = waiters.change(to: new) else { return ([], []) }
            for follower in followers.values { follower.yield(new) }
            return (answered.compactMap { wake($0) }, new == .closed ? Array(followers.values) : [])
        }

        /// A waiter who has an answer, if it is suspended; one who is not yet takes the answer before it would be.
        mutating func wake(_ waiter: WaiterID) -> Woken? {
            guard let suspended = suspended.removeValue(forKey: waiter), let verdict = waiters.take(waiter) else {
                return nil
            }
            return Woken(waiter: suspended, verdict: verdict)
        }
    }

    private let audience = Mutex(Audience())

    /// Changes are told to the followers, and to those waiters whom they answer.
    var state: AMQPConnectionState {
        get {
            audience.withLock { $0.waiters.state }
        }
        set {
            let (woken, leaving) = audience.withLock { $0.change(to: newValue) }
            // Outside of the lock, which a follower takes when it leaves.
            for follower in leaving { follower.finish() }
            for waiter in woken { waiter.resume() }
        }
    }

    /// The state now and each later one, up to `closed`. A follower who does not keep up misses older ones.
    func states() -> AsyncStream<AMQPConnectionState> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AMQPConnectionState.self, bufferingPolicy: .bufferingNewest(16))
        audience.withLock { audience in
            continuation.yield(audience.waiters.state)
            guard audience.waiters.state != .closed else { return continuation.finish() }
            let id = audience.nextFollower
            audience.nextFollower += 1
            audience.followers[id] = continuation
            continuation.onTermination = { [weak self] _ in
                self?.audience.withLock { _ = $0.followers.removeValue(forKey: id) }
            }
        }
        return stream
    }

    /// Returns once connected; throws when that takes too long, or will never be without a change of settings.
    func connected(within limit: Duration) async throws(AMQPError) {
        let waiter = audience.withLock { $0.waiters.join() }
        let timer = Task {
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            audience.withLock { $0.waiters.expire(waiter) ? $0.wake(waiter) : nil }?.resume()
        }
        defer { timer.cancel() }
        let answer = await withTaskCancellationHandler {
            await verdict(for: waiter)
        } onCancel: {
            audience.withLock { $0.waiters.leave(waiter) ? $0.wake(waiter) : nil }?.resume()
        }
        if Task.isCancelled { throw .cancelled }
        if case .failed(let error) = answer { throw error }
    }

    private func verdict(for waiter: WaiterID) async -> ConnectionWaiters.Verdict {
        await withCheckedContinuation { continuation in
            let verdict = audience.withLock { audience in
                let verdict = audience.waiters.take(waiter)
                if verdict == nil { audience.suspended[waiter] = continuation }
                return verdict
            }
            if let verdict { continuation.resume(returning: verdict) }
        }
    }
}
