internal import Delivery
internal import EligibilityDomain
public import Postgres
public import Runtime
internal import Vocabulary

extension EligibilityService {
    /// Checks what the schema's constraints cannot see, over all its rows.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        try RowReach.holdEveryCounty(in: transaction)
        return [
            try await chainHolds(in: transaction),
            try await statesFollowHistory(in: transaction),
            try await beneficiariesWereMadeKnown(in: transaction),
            try await publicitiesHung(in: transaction),
            try await nobodyIsOnFileTwice(in: transaction),
            try await answersRestOnWhatWasKnown(in: transaction),
        ]
    }

    private func chainHolds(in transaction: PostgresTransaction) async throws -> AuditCheck {
        let start = ContinuousClock.now
        let store = EvidenceStore(transaction: transaction)
        var examined: Int64 = 0
        var last: (position: Int64, hash: ContentDigest?) = (0, nil)
        var breaches: [String] = []
        while true {
            let stretch = try await store.read(after: last.position, limit: 1000)
            guard let end = stretch.last else { break }
            let faults = evidenceFaults(
                in: stretch.map(\.sealed), after: last.hash, sha256: ContentDigest.sha256)
            breaches += faults.map(\.wording)
            examined += Int64(stretch.count)
            last = (end.position, end.sealed.hash)
        }
        return AuditCheck("the chain of evidence holds", examined: examined, breaches: breaches, since: start)
    }

    private func statesFollowHistory(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "states follow from the history", over: "household",
            """
            SELECT token FROM household LEFT JOIN LATERAL (
                SELECT to_state FROM household_history JOIN evidence ON evidence.id = evidence
                WHERE household_history.household = household.id ORDER BY position DESC LIMIT 1
            ) AS last ON true
            WHERE to_state IS DISTINCT FROM state ORDER BY token
            """, in: transaction)
    }

    private func beneficiariesWereMadeKnown(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "what was made known last is what is on file", over: "household",
            """
            SELECT token FROM household LEFT JOIN LATERAL (
                SELECT state, evidence FROM status_entry WHERE status_entry.token = household.token
                ORDER BY number DESC LIMIT 1
            ) AS last ON true
            WHERE (last.state, last.evidence) IS DISTINCT FROM (known_state, known_evidence)
                -- Who is entitled to help is known to be.
                OR (household.state IN (
                    'registered', 'exit-appraised', 'verified', 'acknowledged', 'exit-publicity')
                    AND known_state IS DISTINCT FROM household.state)
            ORDER BY token
            """, in: transaction)
    }

    private func publicitiesHung(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "every registered case hung twice and was approved twice, by different people", over: "household",
            """
            SELECT token FROM household WHERE state = 'registered' AND NOT is_relapse AND registered_on IS NOT NULL
                AND NOT EXISTS (
                    SELECT FROM appraisal
                    JOIN publicity first USING (household, case_number)
                    JOIN publicity second USING (household, case_number)
                    JOIN approval township USING (household, case_number)
                    JOIN approval county USING (household, case_number)
                    WHERE appraisal.household = household.id
                        AND first.stage = 'first' AND second.stage = 'second'
                        AND township.level = 'township' AND county.level = 'county'
                        AND township.actor <> county.actor
                        AND NOT township.actor = ANY (appraisers || recorded_by)
                        AND NOT county.actor = ANY (appraisers || recorded_by))
            ORDER BY token
            """, in: transaction)
    }

    private func nobodyIsOnFileTwice(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "nobody is in two living files", over: "personal_fields",
            """
            SELECT min(token) FROM personal_fields JOIN member ON member.id = personal_fields.member
            JOIN household ON household.id = member.household
            WHERE left_on IS NULL AND state NOT IN ('rejected', 'revoked', 'closed')
            GROUP BY identity_fingerprint HAVING count(DISTINCT household.id) > 1 ORDER BY 1
            """, in: transaction)
    }

    private func answersRestOnWhatWasKnown(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "answers to orders rest on what was known at the time", over: "benefit_determination",
            """
            SELECT order_id || ' ' || token FROM benefit_determination JOIN benefit_inquiry USING (order_id)
            LEFT JOIN LATERAL (
                SELECT evidence FROM status_entry
                WHERE status_entry.token = benefit_determination.token AND effective_at <= as_of
                ORDER BY effective_at DESC, number DESC LIMIT 1
            ) AS known ON true
            WHERE benefit_determination.evidence <> coalesce(known.evidence, record) ORDER BY 1
            """, in: transaction)
    }
}

extension EvidenceFault {
    fileprivate var wording: String {
        switch self {
        case .altered(let id): "\(id) was altered"
        case .detached(let id): "\(id) does not follow the record before it"
        }
    }
}
