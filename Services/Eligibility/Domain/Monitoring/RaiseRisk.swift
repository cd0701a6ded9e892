public import Vocabulary

extension Household {
    /// A household may fall into poverty: ordinary, rejected or exited -> monitored.
    ///
    /// Guard: income below the multiple of the line, or a shock, under the day's rules. A rejected one is not on file
    /// again.
    /// - Parameter duplicate: the living file that one of the members is found in beside this one; nil for none.
    public mutating func raiseRisk(
        _ assessment: Assessment, duplicate: UUIDv7?, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.raiseRisk, act)
        try check(assessment, for: .monitoring, under: rules, act)
        if let duplicate { throw .duplicate(of: duplicate) }
        let raised = Risk(found: assessment, wasRegistered: wasRegistered, at: act.at)
        risk = raised
        return moveInPublic(to: .monitored, by: act) + [.riskRaised(raised)]
    }
}
