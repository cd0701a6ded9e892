internal import Postgres
internal import Runtime

extension CatalogueService {
    /// Checks what is kept for offers.
    func auditSlots(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        [
            try await AuditCheck(
                "what lots set aside is what they keep for offers", over: "lot",
                """
                SELECT id::text FROM lot LEFT JOIN (
                    SELECT lot, sum(amount) AS kept FROM slot_share GROUP BY lot
                ) AS share ON share.lot = lot.id
                WHERE set_aside <> coalesce(kept, 0) ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "an offer sells no more than was set aside for it", over: "slot_stock",
                """
                SELECT offer::text FROM slot_stock LEFT JOIN (
                    SELECT offer, sum(open + delivered) AS sold FROM reservation_allocation
                    WHERE offer IS NOT NULL GROUP BY offer
                ) AS claim USING (offer) LEFT JOIN (
                    SELECT offer, sum(amount) AS kept FROM slot_share GROUP BY offer
                ) AS share USING (offer)
                WHERE coalesce(sold, 0) + coalesce(kept, 0) > total ORDER BY offer
                """, in: transaction),
            try await AuditCheck(
                "nothing is kept for offers that are over", over: "slot_stock",
                """
                SELECT DISTINCT offer::text FROM slot_stock JOIN slot_share USING (offer)
                WHERE state IN ('refused', 'given-back') ORDER BY 1
                """, in: transaction),
        ]
    }
}
