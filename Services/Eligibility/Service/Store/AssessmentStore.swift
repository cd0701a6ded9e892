internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// An assessment with the digests of what it was made from.
struct RecordedAssessment: Sendable {
    let assessment: Assessment
    let digests: AssessmentDigests
}

/// What households were found to be against the rules of a day.
struct AssessmentStore {
    let transaction: PostgresTransaction

    private static let columns = """
        id, household, purpose, day, last_month, members, line_jurisdiction, line_year, line_basis, line_fen,
        line_source, line_weakly_sourced, rule_set, rule_set_digest, input_digest, is_met
        """

    /// Loads assessments, by their ids.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: RecordedAssessment] {
        if ids.isEmpty { return [:] }
        let requested = RequestedAssessments(
            assessments: try transaction.send(
                "SELECT \(unescaped: Self.columns) FROM assessment WHERE id = ANY (\(ids))"),
            findings: try transaction.send(
                """
                SELECT assessment, rule, value, threshold, is_met FROM finding
                WHERE assessment = ANY (\(ids)) ORDER BY assessment, number
                """))
        return try await requested.byID()
    }

    /// The last assessment of each household for a purpose, by household.
    func latest(_ purpose: Assessment.Purpose, of households: [UUIDv7]) async throws -> [UUIDv7: RecordedAssessment] {
        let ids = try await transaction.query(
            """
            SELECT DISTINCT ON (household) id FROM assessment
            WHERE household = ANY (\(households)) AND purpose = \(purpose) ORDER BY household, id DESC
            """
        ).decode(UUIDv7.self)
        return try await load(ids).values.reduce(into: [:]) { $0[$1.assessment.household] = $1 }
    }

    /// Puts assessments on record with the input that each was made from.
    func insert(_ rows: [(recorded: RecordedAssessment, input: [UInt8])]) throws {
        guard !rows.isEmpty else { return }
        let assessments = rows.map(\.recorded.assessment)
        try transaction.send(
            """
            INSERT INTO assessment (\(unescaped: Self.columns), input)
            SELECT * FROM unnest(
                \(assessments.map(\.id)), \(assessments.map(\.household)), \(assessments.map(\.purpose)),
                \(assessments.map(\.day)), \(assessments.map(\.window.lastMonth.firstDay)),
                \(assessments.map { Int32(clamping: $0.members) }), \(assessments.map(\.line.jurisdiction)),
                \(assessments.map { Int32(clamping: $0.line.year) }), \(assessments.map(\.line.basis)),
                \(assessments.map(\.line.fenPerPerson)), \(assessments.map(\.line.source)),
                \(assessments.map(\.line.isWeaklySourced)), \(assessments.map(\.ruleSetVersion)),
                \(rows.map(\.recorded.digests.ruleSet)), \(rows.map(\.recorded.digests.input)),
                \(assessments.map(\.isMet)), \(rows.map(\.input)))
            """)
        try insertFindings(
            assessments.flatMap { assessment in
                assessment.findings.enumerated().map { (assessment.id, Int32($0.offset + 1), $0.element) }
            })
    }

    private func insertFindings(_ rows: [(assessment: UUIDv7, number: Int32, finding: Finding)]) throws {
        let findings = rows.map(\.finding)
        try transaction.send(
            """
            INSERT INTO finding (assessment, number, rule, value, threshold, is_met)
            SELECT * FROM unnest(
                \(rows.map(\.assessment)), \(rows.map(\.number)), \(findings.map(\.rule)), \(findings.map(\.value)),
                \(findings.map(\.threshold)), \(findings.map(\.isMet)))
            """)
    }
}

/// Assessments on their way from the server.
private struct RequestedAssessments {
    let assessments: PostgresReply
    let findings: PostgresReply

    /// The assessments by their ids.
    func byID() async throws -> [UUIDv7: RecordedAssessment] {
        let rows = try await assessments.rows.decode(
            UUIDv7.self, UUIDv7.self, Assessment.Purpose.self, Day.self, Day.self, Int32.self,
            PovertyLine.Jurisdiction.self, Int32.self, PovertyLine.Basis.self, Int64.self, String.self, Bool.self,
            String.self, ContentDigest.self, ContentDigest.self, Bool.self)
        let found = try await findings.rows.decode(
            UUIDv7.self, Finding.Rule.self, Int64.self, Int64.self, Bool.self)
        let findingsOf = Dictionary(grouping: found, by: \.0).mapValues { rows in
            rows.map { Finding(rule: $0.1, value: $0.2, threshold: $0.3, isMet: $0.4) }
        }
        return rows.reduce(into: [:]) { result, row in
            let line = PovertyLine(
                jurisdiction: row.6, year: Int(row.7), basis: row.8, fenPerPerson: row.9, source: row.10,
                isWeaklySourced: row.11)
            let assessment = Assessment(
                id: row.0, household: row.1, purpose: row.2, day: row.3,
                window: IncomeWindow(endingWith: Month(of: row.4)), members: Int(row.5), line: line,
                ruleSetVersion: row.12, findings: findingsOf[row.0] ?? [], isMet: row.15)
            result[row.0] = RecordedAssessment(
                assessment: assessment, digests: AssessmentDigests(ruleSet: row.13, input: row.14))
        }
    }
}
