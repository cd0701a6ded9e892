extension Household {
    /// The household acknowledges that it may leave: verified -> acknowledged.
    public mutating func acknowledgeExit(_ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.acknowledgeExit, act)
        return moveInPublic(to: .acknowledged, by: act)
    }

    /// The household contests it: verified -> registered.
    ///
    /// Guard: a reason.
    public mutating func contestExit(because reason: String, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.contestExit, act)
        guard !reason.isEmpty else { throw .reasonMissing }
        return moveInPublic(to: .registered, by: act, because: reason)
    }
}
