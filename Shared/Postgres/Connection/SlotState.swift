/// What a ``Slot`` is in, as a pure value: empty, awaited by one, or settled for good.
struct SlotState<Outcome, Waiter> {
    /// What comes of an outcome that is given.
    enum Settlement {
        /// It is kept for whoever waits later.
        case kept
        /// It is to be handed to the one who waits.
        case resume(Waiter)
        /// There was one already.
        case tooLate
    }

    /// What comes of a wait.
    enum Waiting {
        case suspended
        case outcome(Outcome)
        /// Somebody else waits.
        case occupied
    }

    private enum Phase {
        case empty
        case awaited(Waiter)
        case settled(Outcome)
    }

    private var phase = Phase.empty

    mutating func settle(_ outcome: Outcome) -> Settlement {
        switch phase {
        case .settled: return .tooLate
        case .empty:
            phase = .settled(outcome)
            return .kept
        case .awaited(let waiter):
            phase = .settled(outcome)
            return .resume(waiter)
        }
    }

    mutating func wait(_ waiter: Waiter) -> Waiting {
        switch phase {
        case .settled(let outcome): return .outcome(outcome)
        case .awaited: return .occupied
        case .empty:
            phase = .awaited(waiter)
            return .suspended
        }
    }
}
