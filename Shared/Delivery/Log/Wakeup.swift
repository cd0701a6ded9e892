import Synchronization

/// Tells one waiting task that there is something to do. A signal that comes while nobody waits is kept.
public final class Wakeup: Sendable {
    private enum State {
        case idle
        case signalled
        case waiting(CheckedContinuation<Bool, Never>)
    }

    private let state = Mutex(State.idle)

    /// Starts without a signal.
    public init() {}

    /// Wakes who waits, or who will wait next.
    public func signal() {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            if case .waiting(let waiter) = state {
                state = .idle
                return waiter
            }
            state = .signalled
            return nil
        }
        waiter?.resume(returning: true)
    }

    /// Waits for a signal, but no longer than given, nor past the cancellation of the task. Only one task may wait.
    /// - Returns: whether there was a signal.
    @discardableResult
    public func wait(atMost limit: Duration) async -> Bool {
        let end = ContinuousClock.now + limit
        // Most often there is one when much is told, and a timer costs more than all the rest.
        if case .signalled = state.withLock({ $0 }) { return await wait(until: end) }
        let timer = Task { [weak self] in
            try? await Task.sleep(until: end)
            if !Task.isCancelled { self?.letGo() }
        }
        defer { timer.cancel() }
        return await wait(until: end)
    }

    private func wait(until end: ContinuousClock.Instant) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let outcome = state.withLock { state -> Bool? in
                    switch state {
                    case .waiting: preconditionFailure("two tasks wait for one wakeup")
                    case .signalled:
                        state = .idle
                        return true
                    case .idle:
                        // Whoever lets go from now on finds the waiter; who did so before has left one of these behind.
                        if Task.isCancelled || end <= .now { return false }
                        state = .waiting(waiter)
                        return nil
                    }
                }
                if let outcome { waiter.resume(returning: outcome) }
            }
        } onCancel: {
            letGo()
        }
    }

    /// Lets who waits go on without a signal.
    private func letGo() {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard case .waiting(let waiter) = state else { return nil }
            state = .idle
            return waiter
        }
        waiter?.resume(returning: false)
    }
}
