internal import Vocabulary

extension RuleBook {
    /// The rule set that the system starts with, until a county's own are entered.
    public static let initial = RuleBook(
        RuleSet(
            version: "initial-1",
            // 2014-01-01: the register was begun in that year.
            firstDay: Day(daysSinceEpoch: 16_071), lastDay: nil,
            source: "set by this system, after the practice of two publicities and one announcement",
            appraisal: RuleSet.AppraisalRule(fewestVotes: 10, majority: Ratio(2, 3)),
            publicityDays: 7,
            entry: RuleSet.EntryRule(fewestMissingGuarantees: 1),
            exit: RuleSet.ExitRule(stableWindows: 3),
            monitoring: RuleSet.MonitoringRule(
                lineMultiple: Ratio(3, 2), incomeFall: Ratio(3, 10), checksWithoutRisk: 2)))
}
