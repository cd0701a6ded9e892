public import Vocabulary

extension Assessment {
    /// Finds whether a household may enter the register: income below the line, the guarantees weighed together with
    /// it.
    ///
    /// An income at the line exactly is not below it.
    public static func entry(
        _ id: UUIDv7, of input: AssessmentInput, rules: RuleBook, lines: PovertyLineTable
    ) throws(AssessmentRefusal) -> Assessment {
        let standards = try Standards(for: input, rules: rules, lines: lines)
        let net = input.net(over: input.window)
        let line = standards.lineForAll(input)
        let missing = input.missingGuarantees.count
        let fewestMissing = standards.rules.entry.fewestMissingGuarantees
        let findings = [
            Finding(rule: .incomeBelowLine, value: net, threshold: line, isMet: net < line),
            Finding(
                rule: .guaranteesMissing, value: Int64(missing), threshold: Int64(fewestMissing),
                isMet: missing >= fewestMissing),
        ]
        return try Assessment(
            id, for: .entry, of: input, against: standards, findings: findings, isMet: findings.allSatisfy(\.isMet))
    }

    /// Puts findings on record with what they were made from.
    init(
        _ id: UUIDv7, for purpose: Purpose, of input: AssessmentInput, against standards: Standards,
        findings: [Finding], isMet: Bool
    ) throws(AssessmentRefusal) {
        guard input.members > 0 else { throw .noMembers(household: input.household) }
        self.init(
            id: id, household: input.household, purpose: purpose, day: input.day, window: input.window,
            members: input.members, line: standards.line, ruleSetVersion: standards.rules.version, findings: findings,
            isMet: isMet)
    }
}
