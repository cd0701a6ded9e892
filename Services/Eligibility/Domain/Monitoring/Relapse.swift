extension Household {
    /// A household has fallen into poverty: exited or monitored -> applied, marked as a relapse, for the full path
    /// again.
    ///
    /// Guard: the assessment meets entry under the day's rules. Help for the monitored goes on meanwhile.
    public mutating func relapse(
        _ assessment: Assessment, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.relapse, act)
        try check(assessment, for: .entry, under: rules, act)
        isRelapse = true
        caseFile = CaseFile()
        return moveInPublic(to: .applied, by: act)
    }
}
