extension Household {
    /// The village votes that a household may leave the register: registered -> exit appraised.
    ///
    /// Guards: income stably above the line and all guarantees met, under the day's rules; the votes and minutes of an
    /// entry.
    public mutating func appraiseExit(
        _ appraisal: Appraisal, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.appraiseExit, act)
        try check(appraisal, for: .exit, under: rules, act)
        caseFile = CaseFile(appraisal: appraisal)
        return moveInPublic(to: .exitAppraised, by: act)
    }
}
