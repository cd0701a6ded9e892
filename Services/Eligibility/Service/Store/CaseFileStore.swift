internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// What cases have gathered: appraisals, publicities, objections, approvals.
struct CaseFileStore {
    let transaction: PostgresTransaction

    /// Asks for the cases that are open now, or were last.
    func request(_ ids: [UUIDv7]) throws -> RequestedCases {
        RequestedCases(
            appraisals: try transaction.send(
                """
                SELECT id, assessment, votes_for, votes_against, minutes, appraisers, recorded_by
                FROM appraisal JOIN household ON id = household AND appraisal.case_number = household.case_number
                WHERE id = ANY (\(ids))
                """),
            publicities: try transaction.send(
                """
                SELECT id, number, stage, posted_on, last_day
                FROM publicity JOIN household ON id = household AND publicity.case_number = household.case_number
                WHERE id = ANY (\(ids)) ORDER BY id, number
                """),
            objections: try transaction.send(
                """
                SELECT household, publicity, objection.id, raised_by, raised_at, grounds, outcome, decided_by,
                    decided_at, reason
                FROM objection JOIN household ON household.id = household
                    AND objection.case_number = household.case_number
                WHERE household.id = ANY (\(ids)) ORDER BY objection.id
                """),
            approvals: try transaction.send(
                """
                SELECT id, level, actor, at
                FROM approval JOIN household ON id = household AND approval.case_number = household.case_number
                WHERE id = ANY (\(ids)) ORDER BY id, number
                """))
    }

    /// Adds what acts have put into cases.
    func append(_ changes: [HouseholdChange]) throws {
        try insertAppraisals(changes.compactMap { change in change.newAppraisal.map { (change, $0) } })
        try insertPublicities(changes)
        try insertObjections(changes)
        try decideObjections(changes.flatMap(\.facts))
        try insertApprovals(changes.flatMap { change in change.newApprovals.map { (change, $0.number, $0.approval) } })
    }

    private func insertAppraisals(_ rows: [(change: HouseholdChange, appraisal: Appraisal)]) throws {
        guard !rows.isEmpty else { return }
        let appraisals = rows.map(\.appraisal)
        try transaction.send(
            """
            INSERT INTO appraisal (
                household, case_number, assessment, votes_for, votes_against, minutes, appraisers, recorded_by)
            SELECT household, case_number, assessment, votes_for, votes_against, minutes,
                string_to_array(appraisers, \(listSeparator)), recorded_by
            FROM unnest(
                \(rows.map(\.change.after.id)), \(rows.map(\.change.caseNumber)),
                \(appraisals.map(\.assessment.id)), \(appraisals.map { Int32(clamping: $0.votesFor) }),
                \(appraisals.map { Int32(clamping: $0.votesAgainst) }), \(appraisals.map(\.minutes)),
                \(appraisals.map { $0.appraisers.map(\.id).joined(separator: listSeparator) }),
                \(appraisals.map(\.recordedBy))
            ) AS appraisal (
                household, case_number, assessment, votes_for, votes_against, minutes, appraisers, recorded_by)
            """)
    }

    private func insertPublicities(_ changes: [HouseholdChange]) throws {
        let rows = changes.flatMap { change in
            change.facts.compactMap { fact -> (change: HouseholdChange, notice: PublicNotice, publicity: Publicity)? in
                guard case .noticePosted(let notice, let publicity) = fact else { return nil }
                return (change, notice, publicity)
            }
        }
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO publicity (
                household, case_number, number, stage, posted_on, last_day, masked_name, masked_identity_number)
            SELECT * FROM unnest(
                \(rows.map(\.change.after.id)), \(rows.map(\.change.caseNumber)),
                \(rows.map { Int32($0.change.after.caseFile.publicities.count) }), \(rows.map(\.publicity.stage)),
                \(rows.map(\.publicity.postedOn)), \(rows.map(\.publicity.lastDay)), \(rows.map(\.notice.maskedName)),
                \(rows.map(\.notice.maskedIdentityNumber)))
            """)
    }

    private func insertObjections(_ changes: [HouseholdChange]) throws {
        let rows = changes.flatMap { change in
            change.facts.compactMap { fact -> (change: HouseholdChange, objection: Objection)? in
                guard case .objectionRaised(let objection) = fact else { return nil }
                return (change, objection)
            }
        }
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO objection (household, case_number, publicity, id, raised_by, raised_at, grounds)
            SELECT * FROM unnest(
                \(rows.map(\.change.after.id)), \(rows.map(\.change.caseNumber)),
                \(rows.map { Int32($0.change.after.caseFile.publicities.count) }), \(rows.map(\.objection.id)),
                \(rows.map(\.objection.raisedBy)), \(rows.map(\.objection.raisedAt)),
                \(rows.map(\.objection.grounds)))
            """)
    }

    private func decideObjections(_ facts: [HouseholdFact]) throws {
        let rows = facts.compactMap { fact -> (id: UUIDv7, decision: Objection.Decision)? in
            guard case .objectionDecided(let objection) = fact, let decision = objection.decision else { return nil }
            return (objection.id, decision)
        }
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            UPDATE objection SET outcome = new.outcome, decided_by = new.decided_by, decided_at = new.decided_at,
                reason = new.reason
            FROM unnest(
                \(rows.map(\.id)), \(rows.map(\.decision.outcome)), \(rows.map(\.decision.by)),
                \(rows.map(\.decision.at)), \(rows.map(\.decision.reason))
            ) AS new (id, outcome, decided_by, decided_at, reason)
            WHERE objection.id = new.id
            """)
    }

    private func insertApprovals(_ rows: [(change: HouseholdChange, number: Int32, approval: Approval)]) throws {
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO approval (household, case_number, number, level, actor, at)
            SELECT * FROM unnest(
                \(rows.map(\.change.after.id)), \(rows.map(\.change.caseNumber)), \(rows.map(\.number)),
                \(rows.map(\.approval.level)), \(rows.map(\.approval.by)), \(rows.map(\.approval.at)))
            """)
    }
}
