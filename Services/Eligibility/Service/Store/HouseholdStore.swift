internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// The files of households.
struct HouseholdStore {
    let transaction: PostgresTransaction

    /// Locks and loads files, in the order of their ids.
    func load(_ ids: [UUIDv7]) async throws -> [HouseholdFile] {
        let rows = try transaction.send(
            """
            SELECT id, token, village, state, case_number, is_relapse, registered_on, risk_kind, risk_raised_at,
                risk_assessment, known_state, known_at, known_evidence, changed_at
            FROM household WHERE id = ANY (\(ids)) ORDER BY id FOR UPDATE
            """)
        let forms = try FormStore(transaction: transaction).request(ids)
        let cases = try CaseFileStore(transaction: transaction).request(ids)
        let standing = try await rows.rows.decode(
            UUIDv7.self, Token.self, DivisionCode.self, HouseholdState.self, Int32.self, Bool.self, Day?.self,
            Risk.Kind?.self, Instant?.self, UUIDv7?.self, HouseholdState?.self, Instant?.self, UUIDv7?.self,
            Instant.self)
        let formOf = try await forms.forms()
        let gathered = try await cases.gathered(
            with: standing.compactMap(\.9), from: AssessmentStore(transaction: transaction))
        return try standing.map { row in
            guard let form = formOf[row.0] else { throw StoreFault("household \(row.0) has no form") }
            let caseFile = gathered.caseFile(of: row.0)
            let household = Household(
                id: row.0, token: row.1, village: row.2, form: form, state: row.3, caseFile: caseFile,
                risk: gathered.risk(row.7, raisedAt: row.8, assessment: row.9), isRelapse: row.5, registeredOn: row.6,
                lastKnown: StatusEntry(row.10, county: row.2.county, at: row.11, evidence: row.12), changedAt: row.13)
            return HouseholdFile(
                household: household, caseNumber: row.4,
                digests: caseFile.appraisal.flatMap { gathered.assessments[$0.assessment.id]?.digests })
        }
    }

    /// Puts households on file, their forms with them.
    func insert(_ households: [Household]) throws {
        guard !households.isEmpty else { return }
        try FormStore(transaction: transaction).insert(households)
    }

    /// Saves where households stand now. What else an act did to them is the other stores'.
    func update(_ changes: [HouseholdChange]) throws {
        guard !changes.isEmpty else { return }
        let households = changes.map(\.after)
        try transaction.send(
            """
            UPDATE household SET
                state = new.state, case_number = new.case_number, is_relapse = new.is_relapse,
                registered_on = new.registered_on, risk_kind = new.risk_kind, risk_raised_at = new.risk_raised_at,
                risk_assessment = new.risk_assessment, known_state = new.known_state, known_at = new.known_at,
                known_evidence = new.known_evidence, changed_at = new.changed_at
            FROM unnest(
                \(households.map(\.id)), \(households.map(\.state)), \(changes.map(\.caseNumber)),
                \(households.map(\.isRelapse)), \(households.map(\.registeredOn)),
                \(households.map { $0.risk?.kind }), \(households.map { $0.risk?.raisedAt }),
                \(households.map { $0.risk?.assessment.id }), \(households.map { $0.lastKnown?.state }),
                \(households.map { $0.lastKnown?.effectiveAt }), \(households.map { $0.lastKnown?.evidence }),
                \(households.map(\.changedAt))
            ) AS new (
                id, state, case_number, is_relapse, registered_on, risk_kind, risk_raised_at, risk_assessment,
                known_state, known_at, known_evidence, changed_at)
            WHERE household.id = new.id
            """)
    }
}

extension StatusEntry {
    /// An entry of columns that are all there or all absent.
    fileprivate init?(_ state: HouseholdState?, county: DivisionCode, at instant: Instant?, evidence: UUIDv7?) {
        guard let state, let instant, let evidence else { return nil }
        self.init(state: state, county: county, effectiveAt: instant, evidence: evidence)
    }
}

/// What is stored does not fit together. The schema's constraints should have kept it out.
struct StoreFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
