public import Vocabulary

/// That a household was heard before it is decided against.
public struct Hearing: Sendable, Hashable {
    /// The day that it was heard.
    public let day: Day
    /// The digest of the minutes.
    public let minutes: ContentDigest

    /// Makes a hearing.
    public init(day: Day, minutes: ContentDigest) {
        self.day = day
        self.minutes = minutes
    }
}

extension Household {
    /// The county takes a household off the register, the evidence being false: registered to exit publicity ->
    /// revoked.
    ///
    /// Guards: the household was heard; a reason that names what was false.
    public mutating func revoke(
        because reason: String, hearing: Hearing?, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.revoke, act)
        guard !reason.isEmpty else { throw .reasonMissing }
        guard let hearing, hearing.day <= act.day else { throw .notHeard }
        return endPublicity(because: reason, act) + moveInPublic(to: .revoked, by: act, because: reason)
    }

    /// Takes down the notice that hangs, if one does.
    mutating func endPublicity(because reason: String, _ act: Act) -> [HouseholdFact] {
        guard state.publicityStage != nil else { return [] }
        return lapseObjections(because: reason, act) + [.deadlineVoided(.closePublicity)]
    }
}
