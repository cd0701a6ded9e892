internal import Delivery
internal import Postgres
internal import Runtime

extension OrdersService {
    /// What must hold of money: what buyers paid, what is shared out, and what stands on accounts.
    func moneyChecks(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        func check(_ name: String, of table: String, _ breaches: PostgresQuery) async throws -> AuditCheck {
            let examined = try await transaction.query("SELECT count(*) FROM \(identifier: table)")
                .decode(Int64.self).first
            let found = try await transaction.query(breaches).decode(String.self)
            return AuditCheck(name, examined: examined ?? 0, breaches: found)
        }
        return [
            try await check(
                "every ledger transaction balances to zero", of: "ledger_transaction",
                """
                SELECT id::text FROM ledger_transaction
                LEFT JOIN ledger_posting ON transaction = id
                GROUP BY id HAVING count(transaction) < 2 OR sum(amount_fen) <> 0 LIMIT 100
                """),
            try await check(
                "balances are what was posted", of: "ledger_balance",
                """
                SELECT coalesce(kept.account, derived.account) || ' ' || coalesce(kept.holder, derived.holder)
                FROM ledger_account AS kept
                FULL JOIN (
                    SELECT account, holder,
                        coalesce(sum(amount_fen) FILTER (WHERE state = 'posted'), 0) AS posted,
                        coalesce(sum(amount_fen) FILTER (WHERE state = 'pending'), 0) AS pending
                    FROM ledger_posting JOIN ledger_transaction ON id = transaction
                    GROUP BY account, holder
                ) AS derived USING (account, holder)
                WHERE (coalesce(kept.posted_fen, 0), coalesce(kept.pending_fen, 0))
                    <> (coalesce(derived.posted, 0), coalesce(derived.pending, 0))
                LIMIT 100
                """),
            try await check(
                "a captured payment is what was due, or went back", of: "payment",
                """
                SELECT id::text FROM payment
                WHERE state <> 'open' AND captured_fen NOT IN (0, due_fen) AND returned_fen <> captured_fen
                UNION ALL
                SELECT sales_order.id::text FROM sales_order LEFT JOIN payment ON payment.id = sales_order.payment
                WHERE kind <> 'import' AND confirmed_at IS NOT NULL
                    AND (payment.order_id, captured_fen) IS DISTINCT FROM (sales_order.id, total_fen)
                UNION ALL
                SELECT payment.id::text FROM payment
                WHERE returned_fen <> (
                    SELECT coalesce(sum(amount_fen), 0) FROM payment_return WHERE payment = payment.id)
                LIMIT 100
                """),
            try await check(
                "a settlement's shares are its lines, and its lines what was paid", of: "settlement",
                """
                SELECT id::text FROM settlement
                WHERE total_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement_line WHERE settlement = id)
                    OR total_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement_share WHERE settlement = id)
                LIMIT 100
                """),
            try await check(
                "what is held of an ended order's buyer is nothing", of: "sales_order",
                """
                SELECT sales_order.id::text FROM sales_order
                JOIN ledger_account ON account = 'buyer' AND holder = sales_order.id::text
                WHERE state IN ('completed', 'cancelled') AND posted_fen <> 0 LIMIT 100
                """),
            try await check(
                "a settlement is entered in the ledger as it is", of: "settlement",
                """
                SELECT settlement.id::text FROM settlement
                LEFT JOIN ledger_transaction AS entry ON occasion = 'settlement' AND reference = settlement.id
                LEFT JOIN ledger_posting AS buyer ON buyer.transaction = entry.id AND account = 'buyer'
                WHERE entry.id IS NULL OR coalesce(buyer.amount_fen, 0) <> total_fen LIMIT 100
                """),
        ]
    }
}
