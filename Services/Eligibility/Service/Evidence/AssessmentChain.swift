internal import Runtime

extension EligibilityService {
    /// The chain of assessments. What an assessment was made from is sealed by its digest, reckoned anew.
    static let assessments = HashChain(
        "assessment", key: "id", type: "uuid",
        content: [
            "entry.household", "entry.purpose", "entry.day", "entry.last_month", "entry.members",
            "entry.line_jurisdiction", "entry.line_year", "entry.line_basis", "entry.line_fen", "entry.line_source",
            "entry.line_weakly_sourced", "entry.rule_set", "entry.rule_set_digest", "entry.input_digest",
            "encode(sha256(entry.input), 'hex')", "entry.is_met",
            """
            (SELECT jsonb_agg(
                jsonb_build_array(finding.number, rule, value, threshold, finding.is_met) ORDER BY finding.number)
            FROM finding WHERE assessment = entry.id)
            """,
        ])
}
