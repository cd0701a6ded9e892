extension Household {
    /// The village posts the exit notice: acknowledged -> exit publicity. Its end leads to exited.
    public mutating func publishExit(
        _ notice: PublicNotice, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.publishExit, act)
        guard rules.isInForce(on: act.day) else { throw .rulesNotInForce(version: rules.version) }
        return moveInPublic(to: .exitPublicity, by: act) + post(notice, .exit, under: rules, act)
    }
}
