public import Vocabulary

/// What happened to a household: what its history keeps, and what is published of it.
public enum HouseholdFact: Sendable, Equatable {
    /// It moved from a state to another, or into its first one.
    case moved(Transition)
    /// To be published as `household.registered`.
    case registered(Registration)
    /// To be published as `household.status-changed`.
    case statusChanged(StatusChange)
    /// A notice is to be posted.
    case noticePosted(PublicNotice, Publicity)
    /// A deadline is to be kept; one of the same command that was set before falls away.
    case deadlineSet(Deadline)
    /// The deadline of a command falls away.
    case deadlineVoided(HouseholdCommand)
    /// An objection was raised.
    case objectionRaised(Objection)
    /// An objection was decided.
    case objectionDecided(Objection)
    /// It is watched from now on.
    case riskRaised(Risk)
    /// It is no longer watched.
    case riskEnded
}

/// A move in the state table.
public struct Transition: Sendable, Hashable {
    /// The state before; nil for a file that was opened.
    public let from: HouseholdState?
    /// The state after.
    public let to: HouseholdState
    /// Who, when, and the evidence record of it.
    public let act: Act
    /// Why, where the command asks for a reason.
    public let reason: String?
}

/// What is made known when a household is registered.
public struct Registration: Sendable, Hashable {
    /// The household.
    public let token: Token
    /// The county that it lives in, 6 digits.
    public let county: DivisionCode
    /// The day of the registration.
    public let registeredOn: Day
    /// From when on it holds.
    public let effectiveAt: Instant
    /// The evidence record that it rests on.
    public let evidence: UUIDv7
}

/// What is made known when the status of a household changes.
public struct StatusChange: Sendable, Hashable {
    /// The household.
    public let token: Token
    /// The county that it lives in, 6 digits.
    public let county: DivisionCode
    /// The state last made known; `ordinary` if nothing ever was, whatever the household went through unseen.
    public let from: HouseholdState
    /// The state now.
    public let to: HouseholdState
    /// From when on it holds.
    public let effectiveAt: Instant
    /// The evidence record that it rests on.
    public let evidence: UUIDv7
    /// The households that take its place, if it was merged or split.
    public let successors: [Token]
}

/// When a command falls due without anyone asking for it.
public struct Deadline: Sendable, Hashable {
    /// When.
    public let due: Instant
    /// What is to be done then.
    public let command: HouseholdCommand

    /// Makes a deadline.
    public init(due: Instant, command: HouseholdCommand) {
        self.due = due
        self.command = command
    }
}
