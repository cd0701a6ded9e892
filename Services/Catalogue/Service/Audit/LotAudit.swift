internal import CatalogueDomain
internal import Postgres
internal import Runtime

extension CatalogueService {
    /// Checks where lots' goods are, against what orders have a claim on and against how they moved.
    func auditLots(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        [
            try await AuditCheck(
                "lots add up", over: "lot",
                """
                SELECT id::text FROM lot
                WHERE received <> available + set_aside + reserved + committed + quarantined + consumed + returned
                    + lost
                ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "where lots' goods are is where they were moved", over: "lot", Self.misplacedGoods, in: transaction),
            try await AuditCheck(
                "what lots promise is what orders were promised", over: "lot",
                """
                SELECT id::text FROM lot LEFT JOIN (
                    SELECT lot, sum(open) AS promised FROM reservation_allocation WHERE stage = 'reserved' GROUP BY lot
                ) AS claim ON claim.lot = lot.id
                WHERE reserved <> coalesce(promised, 0) ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "what lots have sold is what orders have bought", over: "lot",
                """
                SELECT id::text FROM lot LEFT JOIN (
                    SELECT lot, sum(delivered + CASE WHEN stage IN ('committed', 'shipped') THEN open ELSE 0 END) AS sold
                    FROM reservation_allocation GROUP BY lot
                ) AS claim ON claim.lot = lot.id
                WHERE committed <> coalesce(sold, 0) ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "lots on sale help whom their households' standing says", over: "lot",
                """
                SELECT id::text FROM lot JOIN LATERAL (
                    SELECT count(*) > 0 AND bool_and(is_beneficiary IS TRUE) AS helps FROM (
                        SELECT token FROM producer WHERE producer.id = lot.producer AND token IS NOT NULL
                        UNION ALL SELECT token FROM lot_member WHERE lot_member.lot = lot.id
                    ) AS household LEFT JOIN household_standing USING (token)
                ) AS known ON true
                WHERE state = 'listed' AND helps_registered <> (title = 'consigned' AND helps) ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "lots that may be sold expire, and no others", over: "lot",
                """
                SELECT id::text FROM lot
                LEFT JOIN deadline ON deadline.kind = 'lot.expire' AND deadline.subject = lot.id::text
                WHERE CASE WHEN state IN ('received', 'passed', 'listed') THEN due IS NULL
                    WHEN state IN ('closed', 'recalled') THEN due IS NOT NULL ELSE false END
                ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "lots of which nothing is left are closed", over: "lot",
                """
                SELECT id::text FROM lot
                WHERE state = 'listed' AND available + set_aside + reserved + quarantined = 0 AND NOT EXISTS (
                    SELECT FROM reservation_allocation WHERE lot = lot.id AND open > 0 AND stage = 'committed')
                ORDER BY id
                """, in: transaction),
        ]
    }

    /// All that was received is available at first; each movement takes from one part and adds to another.
    private static var misplacedGoods: PostgresQuery {
        let movements = LotMovement.allCases
        return """
            WITH path (movement, source, target) AS (
                SELECT * FROM unnest(
                    \(movements.map(\.rawValue)), \(movements.map(\.path.from.rawValue)),
                    \(movements.map(\.path.to.rawValue)))
            ), balance AS (
                SELECT lot, part, sum(amount) AS amount FROM (
                    SELECT lot, target AS part, amount FROM stock_movement JOIN path USING (movement)
                    UNION ALL SELECT lot, source, -amount FROM stock_movement JOIN path USING (movement)
                    UNION ALL SELECT id, 'available', received FROM lot
                ) AS change GROUP BY lot, part
            )
            SELECT DISTINCT id::text FROM lot CROSS JOIN LATERAL (VALUES
                ('available', available), ('set-aside', set_aside), ('reserved', reserved), ('committed', committed),
                ('quarantined', quarantined), ('consumed', consumed), ('returned', returned), ('lost', lost)
            ) AS held (part, amount)
            LEFT JOIN balance ON balance.lot = id AND balance.part = held.part
            WHERE held.amount <> coalesce(balance.amount, 0) ORDER BY 1
            """
    }
}
