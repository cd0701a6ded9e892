public import Postgres
public import Runtime

extension CatalogueService {
    /// Checks that lots add up, and that what they keep for orders is what orders have a claim on.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        [
            try await check(
                "lots add up", over: "lot",
                """
                SELECT id::text FROM lot
                WHERE received <> available + set_aside + reserved + committed + quarantined + consumed + returned
                    + lost
                ORDER BY id
                """, in: transaction),
            try await check(
                "what lots promise is what orders were promised", over: "lot",
                """
                SELECT id::text FROM lot LEFT JOIN (
                    SELECT lot, sum(open) AS promised FROM reservation_allocation WHERE stage = 'reserved' GROUP BY lot
                ) AS claim ON claim.lot = lot.id
                WHERE reserved <> coalesce(promised, 0) ORDER BY id
                """, in: transaction),
            try await check(
                "what lots set aside is what they keep for offers", over: "lot",
                """
                SELECT id::text FROM lot LEFT JOIN (
                    SELECT lot, sum(amount) AS kept FROM slot_share GROUP BY lot
                ) AS share ON share.lot = lot.id
                WHERE set_aside <> coalesce(kept, 0) ORDER BY id
                """, in: transaction),
            try await check(
                "an offer sells no more than was set aside for it", over: "slot_stock",
                """
                SELECT offer::text FROM slot_stock LEFT JOIN (
                    SELECT offer, sum(open) AS sold FROM reservation_allocation WHERE offer IS NOT NULL GROUP BY offer
                ) AS claim USING (offer) LEFT JOIN (
                    SELECT offer, sum(amount) AS kept FROM slot_share GROUP BY offer
                ) AS share USING (offer)
                WHERE coalesce(sold, 0) + coalesce(kept, 0) > total ORDER BY offer
                """, in: transaction),
            try await check(
                "lots keep at least what was sold of them and not delivered", over: "lot",
                """
                SELECT id::text FROM lot JOIN (
                    SELECT lot, sum(open) AS sold FROM reservation_allocation
                    WHERE stage IN ('committed', 'shipped') GROUP BY lot
                ) AS claim ON claim.lot = lot.id
                WHERE committed < sold ORDER BY id
                """, in: transaction),
            try await check(
                "reservations that hold goods have allocations, and refused ones have none", over: "reservation",
                """
                SELECT order_id::text FROM reservation
                WHERE (state = 'refused') = EXISTS (
                    SELECT FROM reservation_allocation AS part WHERE part.order_id = reservation.order_id)
                ORDER BY order_id
                """, in: transaction),
        ]
    }

    /// A check whose breaches a statement lists.
    private func check(
        _ name: String, over table: String, _ breaches: PostgresQuery, in transaction: PostgresTransaction
    ) async throws -> AuditCheck {
        let count = try transaction.send("SELECT count(*) FROM \(identifier: table)")
        let found = try await transaction.query(breaches).decode(String.self)
        return AuditCheck(name, examined: try await count.rows.decode(Int64.self).first ?? 0, breaches: found)
    }
}
