internal import Vocabulary

extension Household {
    /// The risk of a household is gone: monitored -> exited if it was registered once, else ordinary.
    ///
    /// Guards: at least one measure, and all of them, completed; the last checks, on different days after the risk was
    /// raised, found none.
    public mutating func eliminateRisk(
        after measures: [RiskMeasure], and checks: [RiskCheck], under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.eliminateRisk, act)
        guard rules.isInForce(on: act.day) else { throw .rulesNotInForce(version: rules.version) }
        let areDone = measures.allSatisfy { $0.completedOn.map { $0 <= act.day } ?? false }
        guard !measures.isEmpty, areDone else { throw .measuresOpen }
        let needed = rules.monitoring.checksWithoutRisk
        guard daysWithoutRisk(in: checks, act) >= needed else { throw .riskRemains(checksNeeded: needed) }
        risk = nil
        return moveInPublic(to: wasRegistered ? .exited : .ordinary, by: act) + [.riskEnded]
    }

    /// On how many different days checks found no risk, after the last that found one and after the risk was raised.
    private func daysWithoutRisk(in checks: [RiskCheck], _ act: Act) -> Int {
        let raisedOn = risk.map { Day(of: $0.raisedAt) }
        let lastDayWithRisk = ([raisedOn] + checks.filter(\.findsRisk).map(\.day)).compactMap(\.self).max()
        let days = checks.lazy.filter { !$0.findsRisk }.map(\.day).filter { day in
            day <= act.day && (lastDayWithRisk.map { day > $0 } ?? true)
        }
        return Set(days).count
    }
}
