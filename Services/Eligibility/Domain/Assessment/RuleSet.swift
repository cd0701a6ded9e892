public import Vocabulary

/// The numbers that the rules of a period go by: dated data, so that an old assessment can be repeated as it was made.
public struct RuleSet: Sendable, Hashable {
    /// How a village votes.
    public struct AppraisalRule: Sendable, Hashable {
        /// How many must vote.
        public let fewestVotes: Int
        /// The part of the votes that must be for it.
        public let majority: Ratio

        /// Makes a rule.
        public init(fewestVotes: Int, majority: Ratio) {
            self.fewestVotes = fewestVotes
            self.majority = majority
        }
    }

    /// Who may enter the register.
    public struct EntryRule: Sendable, Hashable {
        /// How many guarantees must be missing beside an income below the line; 0 leaves the income to decide alone.
        public let fewestMissingGuarantees: Int

        /// Makes a rule.
        public init(fewestMissingGuarantees: Int) {
            self.fewestMissingGuarantees = fewestMissingGuarantees
        }
    }

    /// Who may leave it.
    public struct ExitRule: Sendable, Hashable {
        /// Over how many windows, each ending a month before the next, income must have been above the line.
        public let stableWindows: Int

        /// Makes a rule.
        public init(stableWindows: Int) {
            self.stableWindows = stableWindows
        }
    }

    /// Who is watched.
    public struct MonitoringRule: Sendable, Hashable {
        /// Below how many times the line a household is watched.
        public let lineMultiple: Ratio
        /// By what part income must have fallen within a year to be a shock.
        public let incomeFall: Ratio
        /// How many checks in a row without risk end it.
        public let checksWithoutRisk: Int

        /// Makes a rule.
        public init(lineMultiple: Ratio, incomeFall: Ratio, checksWithoutRisk: Int) {
            self.lineMultiple = lineMultiple
            self.incomeFall = incomeFall
            self.checksWithoutRisk = checksWithoutRisk
        }
    }

    /// Its name; never used again for other numbers.
    public let version: String
    /// The first day that it holds.
    public let firstDay: Day
    /// The last day that it holds; nil while no end is set.
    public let lastDay: Day?
    /// Where its numbers are from.
    public let source: String
    /// How a village votes.
    public let appraisal: AppraisalRule
    /// How many days a notice hangs, from the day after posting.
    public let publicityDays: Int32
    /// Who may enter the register.
    public let entry: EntryRule
    /// Who may leave it.
    public let exit: ExitRule
    /// Who is watched.
    public let monitoring: MonitoringRule

    /// Makes a rule set.
    public init(
        version: String, firstDay: Day, lastDay: Day?, source: String, appraisal: AppraisalRule, publicityDays: Int32,
        entry: EntryRule, exit: ExitRule, monitoring: MonitoringRule
    ) {
        self.version = version
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.source = source
        self.appraisal = appraisal
        self.publicityDays = publicityDays
        self.entry = entry
        self.exit = exit
        self.monitoring = monitoring
    }

    /// Whether it is the one that holds on a day.
    public func isInForce(on day: Day) -> Bool {
        guard firstDay <= day else { return false }
        return lastDay.map { day <= $0 } ?? true
    }

    /// Everything in it as text, always the same for the same numbers: what its hash is taken of.
    public var canonicalText: String {
        var text = CanonicalText(kind: "rule-set")
        text.add("version", version)
        text.add("first-day", firstDay)
        text.add("last-day", lastDay)
        text.add("source", source)
        text.add("appraisal.fewest-votes", appraisal.fewestVotes)
        text.add("appraisal.majority", appraisal.majority)
        text.add("publicity-days", publicityDays)
        text.add("entry.fewest-missing-guarantees", entry.fewestMissingGuarantees)
        text.add("exit.stable-windows", exit.stableWindows)
        text.add("monitoring.line-multiple", monitoring.lineMultiple)
        text.add("monitoring.income-fall", monitoring.incomeFall)
        text.add("monitoring.checks-without-risk", monitoring.checksWithoutRisk)
        return text.description
    }
}
