/// The course of a batch, from its arrival until the broker may be told: in one transaction if that succeeds, else event by
/// event, so that a bad one is found and parked while the others go on.
///
/// A pure value that says what to do next; the pump does it and says what came of it. A crash at any step is one before
/// the acknowledgement: all of it comes again, and what was committed is known.
struct BatchCourse: Sendable {
    /// What is to be done. All but the last three are a transaction each.
    enum Step: Sendable, Equatable {
        /// Handle all events, and park what is unfit.
        case handleAll
        /// Park what is unfit.
        case parkUnfit
        /// Write down that one is about to be handled, since the process may die of it.
        case noteAttempt(Int)
        /// Handle one.
        case handle(Int)
        /// Park one when its turn comes.
        case park(Int, Refusal)
        /// Write down that the next one that is stored of a subject is about to be handled.
        case noteFollower(HeardSubject)
        /// Handle it.
        case follow(HeardSubject)
        /// Park it.
        case parkFollower(HeardSubject, Refusal)
        /// The database is away. Wait, then do the last step again.
        case hold
        /// All is committed: tell the broker.
        case acknowledge
        /// It cannot be gone on with now: let the broker deliver it again.
        case giveBack(reason: String)
    }

    /// What came of a step.
    enum Outcome: Sendable, Equatable {
        /// It is committed. These subjects can go on with what is stored of them.
        case committed(goingOn: [HeardSubject])
        /// The attempt is committed; so many before it came to no end.
        case attempted(before: Int32)
        /// It cannot succeed as it is.
        case failed(String)
        /// Another transaction was in the way.
        case lostRace(String)
        /// The database is away.
        case outage(String)
        /// It was waited for.
        case waited
    }

    /// How often a step that lost to another transaction is tried again before it counts as failed.
    static let maximumRaces = 5

    /// Which of the events the process may die of.
    private let isSuspect: [Bool]
    private let hasUnfit: Bool
    /// How long a batch is held while the database is away.
    private let maximumHold: Duration
    private var step: Step
    private var current = 0
    private var goingOn: [HeardSubject] = []
    private var attempts: Int32 = 0
    private var races = 0
    private var heldSince: ContinuousClock.Instant?

    /// - Parameters:
    ///   - isSuspect: for each event whether the process may die of it.
    ///   - hasUnfit: whether there is something else to park.
    ///   - maximumHold: how long it is held while the database is away.
    init(isSuspect: [Bool], hasUnfit: Bool, maximumHold: Duration) {
        self.isSuspect = isSuspect
        self.hasUnfit = hasUnfit
        self.maximumHold = maximumHold
        step = .handleAll
        if isSuspect.contains(true) { step = startingAlone() }
    }

    /// What is to be done first.
    var first: Step { step }

    /// What is to be done next.
    mutating func next(after outcome: Outcome, at now: ContinuousClock.Instant) -> Step {
        switch outcome {
        case .waited: return step
        case .outage(let reason):
            let since = heldSince ?? now
            heldSince = since
            return now - since < maximumHold ? .hold : .giveBack(reason: reason)
        case .lostRace where races < Self.maximumRaces:
            races += 1
            return step
        case .lostRace(let reason), .failed(let reason): step = stepAfterFailure(reason)
        case .attempted(let before): step = stepAfterAttempts(before)
        case .committed(let goingOn): step = stepAfterCommit(goingOn)
        }
        races = 0
        heldSince = nil
        return step
    }

    private mutating func stepAfterAttempts(_ before: Int32) -> Step {
        let fatal =
            before < HandlingAttempts.maximum
            ? nil : Refusal(cause: .fatal, error: "the process died of it", attempts: before)
        if case .noteFollower(let subject) = step {
            return fatal.map { .parkFollower(subject, $0) } ?? .follow(subject)
        }
        attempts = before + 1
        return fatal.map { .park(current, $0) } ?? .handle(current)
    }

    private mutating func stepAfterFailure(_ reason: String) -> Step {
        switch step {
        case .handleAll: return startingAlone()
        case .handle(let index):
            // Those that no attempt was written down for were tried with the whole batch before.
            return .park(index, Refusal(cause: .failed, error: reason, attempts: max(attempts, 2)))
        case .follow(let subject):
            return .parkFollower(subject, Refusal(cause: .failed, error: reason, attempts: 2))
        default: return .giveBack(reason: reason)
        }
    }

    private mutating func stepAfterCommit(_ subjects: [HeardSubject]) -> Step {
        switch step {
        case .follow(let subject), .parkFollower(let subject, _):
            if !subjects.contains(subject) { goingOn.removeAll { $0 == subject } }
        default: goingOn = subjects
        }
        switch step {
        case .handleAll: current = isSuspect.count
        case .handle, .park: (current, attempts) = (current + 1, 0)
        default: break
        }
        return goingOn.first.map(following) ?? alone()
    }

    /// The step by which what is stored of a subject follows. Where something is suspect, the process may have died of what
    /// followed it.
    private func following(_ subject: HeardSubject) -> Step {
        isSuspect.contains(true) ? .noteFollower(subject) : .follow(subject)
    }

    private func startingAlone() -> Step {
        hasUnfit ? .parkUnfit : alone()
    }

    /// The step by which the current event begins, or the end.
    private func alone() -> Step {
        guard current < isSuspect.count else { return .acknowledge }
        return isSuspect[current] ? .noteAttempt(current) : .handle(current)
    }
}
