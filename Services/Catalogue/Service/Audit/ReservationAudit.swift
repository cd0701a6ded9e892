internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// How long an order may go without a decision.
    private static let longestHold = Span.hours(24)
    /// For how many days after a lot's last day its goods may still be under way.
    private static let longestWay: Int32 = 30

    /// Checks how far reservations have come, and that none hangs.
    func auditReservations(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        let now = workbench.clock.now()
        return [
            try await AuditCheck(
                "reservations that hold goods have allocations, and refused ones have none", over: "reservation",
                """
                SELECT order_id::text FROM reservation
                WHERE (state = 'refused') = EXISTS (
                    SELECT FROM reservation_allocation AS part WHERE part.order_id = reservation.order_id)
                ORDER BY order_id
                """, in: transaction),
            try await AuditCheck(
                "a reservation is as far as the furthest of its goods", over: "reservation",
                """
                SELECT order_id::text FROM reservation JOIN (
                    SELECT order_id, bool_and(stage = 'reserved') AS is_held, bool_or(stage = 'reserved') AS has_held,
                        bool_or(stage IN ('shipped', 'ended')) AS has_left, bool_and(stage = 'released') AS is_released,
                        bool_and(stage IN ('released', 'ended')) AS is_over
                    FROM reservation_allocation GROUP BY order_id
                ) AS goods USING (order_id)
                WHERE NOT CASE state
                    WHEN 'held' THEN is_held
                    WHEN 'committed' THEN NOT has_held AND NOT has_left AND NOT is_over
                    WHEN 'shipped' THEN NOT has_held AND has_left AND NOT is_over
                    WHEN 'released' THEN is_released
                    WHEN 'ended' THEN is_over AND NOT is_released
                    ELSE false END
                ORDER BY order_id
                """, in: transaction),
            try await AuditCheck(
                "of goods that are over nothing is unaccounted for", over: "reservation_allocation",
                """
                SELECT id::text FROM reservation_allocation
                WHERE stage IN ('released', 'ended') AND open + seized > 0 ORDER BY id
                """, in: transaction),
            try await AuditCheck(
                "no order is without a decision for a day", over: "reservation",
                """
                SELECT order_id::text FROM reservation
                WHERE state = 'held' AND decided_at < \(now - Self.longestHold) ORDER BY order_id
                """, in: transaction),
            try await AuditCheck(
                "nothing is under way for ever", over: "reservation_allocation",
                """
                SELECT part.id::text FROM reservation_allocation AS part JOIN lot ON lot.id = part.lot
                WHERE stage IN ('committed', 'shipped') AND is_carried
                    AND expires_on < \(Day(of: now) - Self.longestWay)
                ORDER BY part.id
                """, in: transaction),
        ]
    }
}
