public import Vocabulary

extension Assessment {
    /// Finds whether a household may leave the register: income stably above the line, and every guarantee met.
    ///
    /// Stably means in each of several windows that end a month apart, measured against today's line and members.
    /// An income at the line exactly is not above it.
    public static func exit(
        _ id: UUIDv7, of input: AssessmentInput, rules: RuleBook, lines: PovertyLineTable
    ) throws(AssessmentRefusal) -> Assessment {
        let standards = try Standards(for: input, rules: rules, lines: lines)
        let line = standards.lineForAll(input)
        let incomes = (0..<standards.rules.exit.stableWindows).map { months in
            let window = input.window.earlier(by: months)
            let net = input.net(over: window)
            return Finding(rule: .incomeAboveLine(window), value: net, threshold: line, isMet: net > line)
        }
        let guarantees = Guarantee.allCases.map { guarantee in
            let isMet = input.guarantees.contains(guarantee)
            return Finding(rule: .guaranteeMet(guarantee), value: isMet ? 1 : 0, threshold: 1, isMet: isMet)
        }
        let findings = incomes + guarantees
        return try Assessment(
            id, for: .exit, of: input, against: standards, findings: findings, isMet: findings.allSatisfy(\.isMet))
    }
}
