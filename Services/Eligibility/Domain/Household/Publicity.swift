public import Vocabulary

/// Which of a household's publicities it is.
public enum PublicityStage: String, Sendable, Hashable, CaseIterable {
    /// In the village, before the township's review.
    case first
    /// In the township, before the county's review.
    case second
    /// In the village, before the exit.
    case exit
}

/// A notice that hangs for objections. It begins the day after posting and ends 24:00 of its last day, Asia/Shanghai.
public struct Publicity: Sendable, Equatable {
    /// Which publicity it is.
    public let stage: PublicityStage
    /// The day that the notice was posted.
    public let postedOn: Day
    /// The last day for objections.
    public let lastDay: Day
    /// What was raised against it.
    public internal(set) var objections: [Objection]

    /// Restores a publicity as stored.
    public init(stage: PublicityStage, postedOn: Day, lastDay: Day, objections: [Objection] = []) {
        self.stage = stage
        self.postedOn = postedOn
        self.lastDay = lastDay
        self.objections = objections
    }

    /// Posts a notice for a number of days, counted from the day after.
    init(_ stage: PublicityStage, postedOn: Day, days: Int32) {
        self.init(stage: stage, postedOn: postedOn, lastDay: postedOn + days)
    }

    /// 00:00 of the day after posting.
    public var beginsAt: Instant { postedOn.end }
    /// 24:00 of the last day.
    public var endsAt: Instant { lastDay.end }
    /// Whether an objection awaits its decision, which holds the publicity open.
    public var hasOpenObjection: Bool { objections.contains(where: \.isOpen) }

    /// Whether objections may be raised at an instant.
    public func isOpen(at instant: Instant) -> Bool {
        beginsAt <= instant && instant < endsAt
    }
}

/// What someone raises against a notice.
public struct Objection: Sendable, Hashable {
    /// What became of an objection.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// It was found right.
        case upheld
        /// It was found wrong.
        case dismissed
        /// The case had ended before it was decided: another objection was upheld, the household revoked or closed.
        case lapsed
    }

    /// How an objection was decided.
    public struct Decision: Sendable, Hashable {
        /// What became of it.
        public let outcome: Outcome
        /// Who decided.
        public let by: Actor
        /// When.
        public let at: Instant
        /// Why.
        public let reason: String

        /// Makes a decision.
        public init(outcome: Outcome, by: Actor, at: Instant, reason: String) {
            self.outcome = outcome
            self.by = by
            self.at = at
            self.reason = reason
        }
    }

    /// The objection's id.
    public let id: UUIDv7
    /// Who raised it.
    public let raisedBy: Actor
    /// When.
    public let raisedAt: Instant
    /// What it says.
    public let grounds: String
    /// How it was decided; nil while it is open.
    public internal(set) var decision: Decision?

    /// Restores an objection as stored.
    public init(id: UUIDv7, raisedBy: Actor, raisedAt: Instant, grounds: String, decision: Decision? = nil) {
        self.id = id
        self.raisedBy = raisedBy
        self.raisedAt = raisedAt
        self.grounds = grounds
        self.decision = decision
    }

    /// Whether it awaits its decision.
    public var isOpen: Bool { decision == nil }
}
