import Synchronization

/// Tells one waiting task that there is something to do. A signal that comes while nobody waits is kept.
public final class Wakeup: Sendable {
    private enum State {
        case idle
        case signalled
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    /// Starts without a signal.
    public init() {}

    /// Wakes who waits, or who will wait next.
    public func signal() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if case .waiting(let waiter) = state {
                state = .idle
                return waiter
            }
            state = .signalled
            return nil
        }
        waiter?.resume()
    }

    /// Waits for a signal, but no longer than given, nor past the cancellation of the task. Only one task may wait.
    public func wait(atMost limit: Duration) async {
        let timer = Task { [weak self] in
            try? await Task.sleep(for: limit)
            if !Task.isCancelled { self?.signal() }
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let goesOn = state.withLock { state -> Bool in
                    if case .waiting = state { preconditionFailure("two tasks wait for one wakeup") }
                    guard case .idle = state, !Task.isCancelled else {
                        state = .idle
                        return true
                    }
                    state = .waiting(waiter)
                    return false
                }
                if goesOn { waiter.resume() }
            }
        } onCancel: {
            signal()
        }
    }
}
