internal import Postgres

/// What must hold of money.
extension Invariant {
    /// What buyers paid, what is shared out, and what stands on accounts.
    static let ofMoney = [
        Invariant(
            of: "ledger_transaction", "every ledger transaction balances to zero",
            """
            SELECT id::text FROM ledger_transaction
            LEFT JOIN ledger_posting ON transaction = id
            GROUP BY id HAVING count(transaction) < 2 OR sum(amount_fen) <> 0 LIMIT 100
            """),
        Invariant(
            of: "ledger_balance", "balances are what was posted",
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
        Invariant(
            of: "payment", "a captured payment is what was due, or went back",
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
        Invariant(
            of: "settlement", "a settlement's shares are its lines, and its lines what was paid",
            """
            SELECT id::text FROM settlement
            WHERE total_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement_line WHERE settlement = id)
                OR total_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement_share WHERE settlement = id)
            LIMIT 100
            """),
        Invariant(
            of: "sales_order", "what is held of an ended order's buyer is nothing",
            """
            SELECT sales_order.id::text FROM sales_order
            JOIN ledger_account ON account = 'buyer' AND holder = sales_order.id::text
            WHERE state IN ('completed', 'cancelled') AND posted_fen <> 0 LIMIT 100
            """),
        Invariant(
            of: "settlement", "a settlement is entered in the ledger as it is",
            """
            SELECT settlement.id::text FROM settlement
            LEFT JOIN ledger_transaction AS entry ON occasion = 'settlement' AND reference = settlement.id
            LEFT JOIN ledger_posting AS buyer ON buyer.transaction = entry.id AND account = 'buyer'
            WHERE entry.id IS NULL OR coalesce(buyer.amount_fen, 0) <> total_fen LIMIT 100
            """),
    ]
}
