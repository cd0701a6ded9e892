import Synchronization

/// Room for one outcome, made before the request for it is sent, so that the outcome cannot be lost.
///
/// It is empty, awaited or settled. It is settled once: by the reply, by the loss of the connection or by the
/// cancellation of the task that awaits it, whichever is first.
final class Slot<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, PostgresError>

    private let state = Mutex(SlotState<Outcome, CheckedContinuation<Outcome, Never>>())

    /// Gives the outcome. Returns false if there is one already.
    @discardableResult
    func settle(_ outcome: Outcome) -> Bool {
        let settlement = state.withLock { $0.settle(outcome) }
        if case .resume(let continuation) = settlement { continuation.resume(returning: outcome) }
        if case .tooLate = settlement { return false }
        return true
    }

    /// Waits for the outcome, whether or not the task is cancelled.
    nonisolated(nonsending) func outcome() async -> Outcome {
        await withCheckedContinuation { continuation in
            switch state.withLock({ $0.wait(continuation) }) {
            case .suspended: break
            case .outcome(let outcome): continuation.resume(returning: outcome)
            case .occupied:
                continuation.resume(
                    returning: .failure(PostgresError(.unsupported, "a reply is awaited by one task at a time")))
            }
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
