import Synchronization

/// The state of a connection, for anyone who asks or follows, on any thread.
final class StateBroadcast: Sendable {
    private struct Audience {
        var state = AMQPConnectionState.connecting
        var followers: [Int: AsyncStream<AMQPConnectionState>.Continuation] = [:]
        var nextFollower = 0
    }

    private let audience = Mutex(Audience())

    /// Changes are told to the followers.
    var state: AMQPConnectionState {
        get {
            audience.withLock { $0.state }
        }
        set {
            let leaving = audience.withLock { audience -> [AsyncStream<AMQPConnectionState>.Continuation] in
                guard audience.state != newValue, audience.state != .closed else { return [] }
                audience.state = newValue
                for follower in audience.followers.values { follower.yield(newValue) }
                return newValue == .closed ? Array(audience.followers.values) : []
            }
            // Outside of the lock, which a follower takes when it leaves.
            for follower in leaving { follower.finish() }
        }
    }

    /// The state now and each later one, up to `closed`. A follower who does not keep up misses older ones.
    func states() -> AsyncStream<AMQPConnectionState> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AMQPConnectionState.self, bufferingPolicy: .bufferingNewest(16))
        audience.withLock { audience in
            continuation.yield(audience.state)
            guard audience.state != .closed else { return continuation.finish() }
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
        let verdict = await withTaskGroup(of: AMQPError?.self) { group in
            group.addTask { await self.firstVerdict() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return self.lastError ?? .timeout(awaiting: "a connection to the broker")
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        if Task.isCancelled { throw .cancelled }
        if let verdict { throw verdict }
    }

    private func firstVerdict() async -> AMQPError? {
        for await state in states() {
            switch state {
            case .connected, .blocked: return nil
            case .reconnecting(_, let error) where !error.isOutage: return error
            case .closed: return .closed
            case .connecting, .reconnecting: continue
            }
        }
        return .cancelled
    }

    private var lastError: AMQPError? {
        guard case .reconnecting(_, let error) = state else { return nil }
        return error
    }
}
