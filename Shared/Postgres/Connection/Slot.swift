import Synchronization

/// Room for one outcome, made before the request for it is sent, so that the outcome cannot be lost.
///
/// It is empty, awaited or settled. It is settled once: by the reply, by the loss of the connection or by the
/// cancellation of the task that awaits it, whichever is first.
final class Slot<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, PostgresError>

    private enum State {
        case empty
        case awaited(CheckedContinuation<Outcome, Never>)
        case settled(Outcome)
    }

    private let state = Mutex(State.empty)

    /// Gives the outcome. Returns false if there is one already.
    @discardableResult
    func settle(_ outcome: Outcome) -> Bool {
        let (isFirst, continuation) = state.withLock { state -> (Bool, CheckedContinuation<Outcome, Never>?) in
            switch state {
            case .settled: return (false, nil)
            case .empty:
                state = .settled(outcome)
                return (true, nil)
            case .awaited(let continuation):
                state = .settled(outcome)
                return (true, continuation)
            }
        }
        continuation?.resume(returning: outcome)
        return isFirst
    }

    /// Waits for the outcome, whether or not the task is cancelled.
    nonisolated(nonsending) func outcome() async -> Outcome {
        await withCheckedContinuation { continuation in
            let outcome = state.withLock { state -> Outcome? in
                switch state {
                case .settled(let outcome): return outcome
                case .empty:
                    state = .awaited(continuation)
                    return nil
                case .awaited:
                    return .failure(PostgresError(.unsupported, "a reply is awaited by one task at a time"))
                }
            }
            if let outcome { continuation.resume(returning: outcome) }
        }
    }

    /// Waits for the outcome. A cancelled task stops waiting with ``PostgresError/cancelled``.
    /// - Parameter cancelled: told when that happened, and only then.
    nonisolated(nonsending) func value(
        whenCancelled cancelled: @Sendable () -> Void = {}
    ) async throws(PostgresError) -> Value {
        let settled = await withTaskCancellationHandler {
            await outcome()
        } onCancel: {
            if settle(.failure(.cancelled)) { cancelled() }
        }
        return try settled.get()
    }
}
