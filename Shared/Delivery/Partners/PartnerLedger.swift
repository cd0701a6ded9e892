internal import Eventing
internal import Postgres
internal import Vocabulary

/// What is kept of how far partners were told, on the session of the one who tells them.
struct PartnerLedger {
    let session: PostgresConnection

    /// Those who are told. A service without partners looks no further.
    func partners() async throws -> [RegisteredPartner] {
        try await session.query(
            "SELECT \(unescaped: RegisteredPartner.columns) FROM partner WHERE suspended IS NULL ORDER BY name"
        ).map { try RegisteredPartner($0) }
    }

    /// What a partner is told of a page, and how that is counted.
    func prepare(
        _ page: LogPage, for partner: RegisteredPartner, _ editions: [String: PartnerEdition]
    ) async throws -> (selection: PartnerSelection, versions: [PartnerSelection.Counted: Int32]) {
        let candidates = try PartnerSelection.candidates(of: page.events, editions)
        let orders = Set(candidates.flatMap(\.orders)).sorted()
        return try await session.withTransaction(readOnly: true) { transaction in
            let known = try await PartnerRegister(in: transaction).own(orders, of: partner.id)
            var selection = try PartnerSelection(of: candidates, for: partner, known: known)
            let before = try await versions(of: selection.counted, for: partner, in: transaction)
            return (selection, selection.count(on: before))
        }
    }

    private func versions(
        of counted: Set<PartnerSelection.Counted>, for partner: RegisteredPartner, in transaction: PostgresTransaction
    ) async throws -> [PartnerSelection.Counted: Int32] {
        guard !counted.isEmpty else { return [:] }
        let counted = Array(counted)
        let rows = try await transaction.query(
            """
            SELECT aggregate, subject, version FROM partner_subject
            JOIN unnest(\(counted.map(\.aggregate)), \(counted.map(\.subject))) AS asked (aggregate, subject)
                USING (aggregate, subject)
            WHERE partner = \(partner.id)
            """
        ).decode(String.self, String.self, Int32.self)
        return rows.reduce(into: [:]) { versions, row in
            versions[PartnerSelection.Counted(aggregate: row.0, subject: row.1)] = row.2
        }
    }

    /// Keeps that a partner was told a page: all of it, or nothing, so that what is told again after a crash is counted as
    /// it was before.
    /// - Parameter cursor: where the next page begins.
    /// - Throws: ``DeliveryError/deposed`` when somebody else told it meanwhile, or it is no partner any more.
    func keep(
        _ selection: PartnerSelection, _ versions: [PartnerSelection.Counted: Int32], for partner: RegisteredPartner,
        upTo cursor: LogCursor
    ) async throws {
        let counted = versions.sorted { ($0.key.aggregate, $0.key.subject) < ($1.key.aggregate, $1.key.subject) }
        let before = partner.cursor.reached
        let lastTold = selection.events.last?.envelope.time
        try await session.withTransaction { transaction in
            let moved = try await transaction.execute(
                """
                UPDATE partner SET
                    reached_xid = \(cursor.reached.transaction), reached_position = \(cursor.reached.position),
                    since = \(cursor.since), told = told + \(Int64(selection.events.count)),
                    told_at = coalesce(\(lastTold), told_at)
                WHERE id = \(partner.id) AND suspended IS NULL
                    AND reached_xid = \(before.transaction) AND reached_position = \(before.position)
                """)
            guard moved == 1 else { throw DeliveryError.deposed }
            try await PartnerRegister(in: transaction).note(selection.newOrders.map { ($0, partner.id) })
            guard !counted.isEmpty else { return }
            try await transaction.execute(
                """
                INSERT INTO partner_subject (partner, aggregate, subject, version)
                SELECT \(partner.id), * FROM unnest(
                    \(counted.map(\.key.aggregate)), \(counted.map(\.key.subject)), \(counted.map(\.value)))
                ON CONFLICT (partner, aggregate, subject) DO UPDATE SET version = excluded.version
                """)
        }
    }
}
