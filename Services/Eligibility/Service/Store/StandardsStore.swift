internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// Rule sets and poverty lines, as dated data.
struct StandardsStore {
    let transaction: PostgresTransaction

    /// The rule sets of all periods.
    func ruleBook() async throws -> RuleBook {
        let rows = try await transaction.query(
            """
            SELECT version, first_day, last_day, source, fewest_votes, majority_numerator, majority_denominator,
                publicity_days, fewest_missing_guarantees, stable_windows, line_multiple_numerator,
                line_multiple_denominator, income_fall_numerator, income_fall_denominator, checks_without_risk
            FROM rule_set
            """
        ).decode(
            String.self, Day.self, Day?.self, String.self, Int64.self, Int64.self, Int64.self, Int32.self, Int64.self,
            Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self)
        let sets = rows.map { row in
            RuleSet(
                version: row.0, firstDay: row.1, lastDay: row.2, source: row.3,
                appraisal: RuleSet.AppraisalRule(fewestVotes: Int(row.4), majority: Ratio(row.5, row.6)),
                publicityDays: row.7, entry: RuleSet.EntryRule(fewestMissingGuarantees: Int(row.8)),
                exit: RuleSet.ExitRule(stableWindows: Int(row.9)),
                monitoring: RuleSet.MonitoringRule(
                    lineMultiple: Ratio(row.10, row.11), incomeFall: Ratio(row.12, row.13),
                    checksWithoutRisk: Int(row.14)))
        }
        guard let book = RuleBook(sets) else { throw StoreFault("two rule sets hold on one day") }
        return book
    }

    /// The rule set in force on a day.
    func rules(on day: Day) async throws -> RuleSet {
        guard let rules = try await ruleBook().inForce(on: day) else { throw AssessmentRefusal.noRules(on: day) }
        return rules
    }

    /// The poverty lines of all jurisdictions and years.
    func povertyLines() async throws -> PovertyLineTable {
        let rows = try await transaction.query(
            "SELECT jurisdiction, year, basis, fen, source, is_weakly_sourced FROM poverty_line"
        ).decode(PovertyLine.Jurisdiction.self, Int32.self, PovertyLine.Basis.self, Int64.self, String.self, Bool.self)
        return PovertyLineTable(
            rows.map { row in
                PovertyLine(
                    jurisdiction: row.0, year: Int(row.1), basis: row.2, fenPerPerson: row.3, source: row.4,
                    isWeaklySourced: row.5)
            })
    }
}
