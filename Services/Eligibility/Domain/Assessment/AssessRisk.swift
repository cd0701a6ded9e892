public import Vocabulary

extension Assessment {
    /// Finds whether a household is to be watched: income below a multiple of the line, or a shock.
    public static func monitoring(
        _ id: UUIDv7, of input: AssessmentInput, rules: RuleBook, lines: PovertyLineTable
    ) throws(AssessmentRefusal) -> Assessment {
        let standards = try Standards(for: input, rules: rules, lines: lines)
        let net = input.net(over: input.window)
        let multiple = standards.rules.monitoring.lineMultiple.roundedUp(of: standards.lineForAll(input))
        let findings =
            [
                Finding(rule: .incomeBelowMultiple, value: net, threshold: multiple, isMet: net < multiple),
                Finding(
                    rule: .expenseAboveIncome, value: input.rigidExpenses, threshold: net,
                    isMet: input.rigidExpenses > net),
                incomeFall(of: input, to: net, by: standards.rules.monitoring.incomeFall),
            ]
            + Shock.allCases.map { shock in
                let isMet = input.shocks.contains(shock)
                return Finding(rule: .shock(shock), value: isMet ? 1 : 0, threshold: 1, isMet: isMet)
            }
        return try Assessment(
            id, for: .monitoring, of: input, against: standards, findings: findings,
            isMet: findings.contains(where: \.isMet))
    }

    /// Compares the window with that of the year before. A household that had nothing then has not fallen.
    private static func incomeFall(of input: AssessmentInput, to net: Fen, by part: Ratio) -> Finding {
        let before = input.net(over: input.window.earlier(by: 12))
        let threshold = part.roundedUp(of: max(0, before))
        return Finding(
            rule: .incomeFall, value: before - net, threshold: threshold,
            isMet: before > 0 && before - net >= threshold)
    }
}
