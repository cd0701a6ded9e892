internal import Postgres

/// What must hold of orders.
extension Invariant {
    /// Each order for itself: where it stands, and how it came there.
    static let ofOrders = [
        Invariant(
            of: "sales_order", "an order's history leads to its state",
            """
            SELECT id::text FROM sales_order LEFT JOIN LATERAL (
                SELECT to_state FROM order_history WHERE order_id = id ORDER BY number DESC LIMIT 1
            ) AS last ON true
            WHERE to_state IS DISTINCT FROM state LIMIT 100
            """),
        Invariant(
            of: "sales_order", "an order's history has no gap",
            """
            SELECT DISTINCT order_id::text FROM (
                SELECT order_id, from_state, lag(to_state) OVER (PARTITION BY order_id ORDER BY number) AS left_in
                FROM order_history
            ) AS step
            WHERE from_state IS DISTINCT FROM left_in LIMIT 100
            """),
        Invariant(
            of: "sales_order", "an order beyond placing has its reservation",
            """
            SELECT id::text FROM sales_order
            WHERE reserved_at IS NOT NULL AND (
                EXISTS (
                    SELECT FROM order_line WHERE order_id = id AND (
                        price_fen IS NULL OR quantity IS DISTINCT FROM (
                            SELECT sum(part.quantity) FROM allocation AS part
                            WHERE part.order_id = sales_order.id AND part.line = order_line.number)))
                OR total_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM order_line WHERE order_id = id))
            LIMIT 100
            """),
        Invariant(
            of: "sales_order", "a confirmed order's parts are all in a consignment",
            """
            SELECT DISTINCT sales_order.id::text
            FROM sales_order JOIN allocation ON order_id = sales_order.id
            WHERE confirmed_at IS NOT NULL AND consignment IS NULL LIMIT 100
            """),
        Invariant(
            of: "sales_order", "an order that goes on has households whose standing is known",
            """
            SELECT DISTINCT sales_order.id::text
            FROM sales_order
            JOIN allocation ON allocation.order_id = sales_order.id
            LEFT JOIN allocation_member AS member ON member.allocation = allocation.id
            LEFT JOIN determination
                ON determination.order_id = sales_order.id
                AND determination.token = coalesce(allocation.token, member.token)
            WHERE state IN ('payable', 'confirmed', 'fulfilling', 'completed')
                AND coalesce(allocation.token, member.token) IS NOT NULL AND determination.token IS NULL
            LIMIT 100
            """),
        Invariant(
            of: "sales_order", "an ended order has nothing on its way",
            """
            SELECT DISTINCT sales_order.id::text
            FROM sales_order JOIN allocation ON order_id = sales_order.id
            WHERE confirmed_at IS NOT NULL AND (state IN ('completed', 'cancelled')) <> (
                SELECT bool_and(quantity = delivered + withdrawn + short + condemned + refused + failed)
                FROM allocation AS part WHERE part.order_id = sales_order.id)
            LIMIT 100
            """),
        Invariant(
            of: "sales_order", "a clock that runs is kept, and no other",
            """
            SELECT coalesce(clock.subject, deadline.subject) FROM (
                SELECT 'list-as-unanswered' AS kind, id::text AS subject, answer_due_at AS due
                FROM sales_order WHERE answer_due_at IS NOT NULL
                UNION ALL
                SELECT 'end-unpaid', id::text, pay_by FROM sales_order WHERE pay_by IS NOT NULL
            ) AS clock
            FULL JOIN (
                SELECT kind, subject, due FROM deadline WHERE kind IN ('list-as-unanswered', 'end-unpaid')
            ) AS deadline USING (kind, subject)
            WHERE clock.due IS DISTINCT FROM deadline.due LIMIT 100
            """),
        Invariant(
            of: "sales_order", "no order waits for an answer of another service",
            """
            SELECT id::text FROM sales_order
            WHERE state IN ('placed', 'reserved') AND answer_due_at IS NULL LIMIT 100
            """),
    ]
}
