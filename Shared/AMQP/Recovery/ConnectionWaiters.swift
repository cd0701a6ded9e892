/// Who waits for a connection, and what they are told: a pure value.
///
/// Whoever waits joins first and takes the answer later, so that none is lost that comes in between.
struct ConnectionWaiters {
    typealias WaiterID = Int

    /// What someone who waits is told.
    enum Verdict: Equatable, Sendable {
        case connected
        case failed(AMQPError)
    }

    private(set) var state = AMQPConnectionState.connecting
    private var waiting: Set<WaiterID> = []
    private var answers: [WaiterID: Verdict] = [:]
    private var lastID = 0

    /// Notes how the connection stands. Returns who has an answer by that; nil if nothing is new.
    mutating func change(to new: AMQPConnectionState) -> [WaiterID]? {
        guard state != new, state != .closed else { return nil }
        state = new
        guard let verdict = new.verdict else { return [] }
        defer { waiting = [] }
        for waiter in waiting { answers[waiter] = verdict }
        return waiting.sorted()
    }

    /// Someone waits from here on. Their answer is to be taken, whichever it is.
    mutating func join() -> WaiterID {
        lastID += 1
        if let verdict = state.verdict {
            answers[lastID] = verdict
        } else {
            waiting.insert(lastID)
        }
        return lastID
    }

    /// Someone's time is over: they are told the last failure. Returns whether that is their answer.
    mutating func expire(_ waiter: WaiterID) -> Bool {
        guard case .reconnecting(_, let error) = state else {
            return answer(waiter, .timeout(awaiting: "a connection to the broker"))
        }
        return answer(waiter, error)
    }

    /// Someone does not want to wait any more. Returns whether that is their answer.
    mutating func leave(_ waiter: WaiterID) -> Bool {
        answer(waiter, .cancelled)
    }

    /// The answer for someone who has joined; nil as long as there is none. It is taken once.
    mutating func take(_ waiter: WaiterID) -> Verdict? {
        answers.removeValue(forKey: waiter)
    }

    private mutating func answer(_ waiter: WaiterID, _ error: AMQPError) -> Bool {
        guard waiting.remove(waiter) != nil else { return false }
        answers[waiter] = .failed(error)
        return true
    }
}

extension AMQPConnectionState {
    /// What it means to someone who waits for a connection; nil when they are to wait on.
    fileprivate var verdict: ConnectionWaiters.Verdict? {
        switch self {
        case .connected, .blocked: .connected
        case .closed: .failed(.closed)
        // A failure that no waiting mends.
        case .reconnecting(_, let error): error.isOutage ? nil : .failed(error)
        case .connecting: nil
        }
    }
}
