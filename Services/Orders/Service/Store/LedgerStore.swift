internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// The ledger in the database.
struct LedgerStore {
    let transaction: PostgresTransaction

    /// Adds entries. Nothing waits for it.
    func enter(_ entries: [LedgerTransaction]) throws {
        if entries.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO ledger_transaction (id, occasion, reference, order_id, entered_at, state)
            SELECT * FROM unnest(
                \(entries.map(\.id)), \(entries.map(\.occasion)), \(entries.map(\.reference)),
                \(entries.map(\.order)), \(entries.map(\.enteredAt)), \(entries.map(\.state)))
            """)
        let postings = entries.flatMap { entry in entry.postings.map { (entry: entry.id, posting: $0) } }
        try transaction.send(
            """
            INSERT INTO ledger_posting (transaction, account, holder, amount_fen)
            SELECT * FROM unnest(
                \(postings.map(\.entry)), \(postings.map(\.posting.account.kind)),
                \(postings.map(\.posting.account.holder)), \(postings.map(\.posting.amount)))
            """)
    }

    /// Makes pending entries count, or ends them. There is one for each payment or payout that is under way.
    /// - Parameter references: the payments or payouts.
    func end(
        _ occasion: LedgerTransaction.Occasion, of references: [UUIDv7], as outcome: LedgerTransaction.State
    ) throws {
        if references.isEmpty { return }
        try transaction.send(
            """
            UPDATE ledger_transaction SET state = \(outcome)
            WHERE occasion = \(occasion) AND reference = ANY (\(references)) AND state = 'pending'
            """)
    }

    /// How many entries are counted at once.
    static let countedAtOnce = 1000

    /// Counts what was entered into the balances kept, and returns how much that was.
    ///
    /// What is counted is taken out of the waiting ones in the same transaction, so each movement counts once,
    /// whichever instance gets hold of it.
    func count() async throws -> Int {
        let rows = try await transaction.query(
            """
            WITH taken AS (
                -- An array is made once. A set may be made again for each of its rows, and then is not limited either.
                DELETE FROM ledger_uncounted WHERE number = ANY (ARRAY(
                    SELECT number FROM ledger_uncounted ORDER BY number LIMIT \(Self.countedAtOnce)
                    FOR UPDATE SKIP LOCKED))
                RETURNING transaction, posted, pending
            ), counted AS (
                INSERT INTO ledger_balance AS kept (account, holder, posted_fen, pending_fen)
                SELECT account, holder, sum(posted * amount_fen), sum(pending * amount_fen)
                FROM taken JOIN ledger_posting USING (transaction)
                GROUP BY account, holder ORDER BY account, holder
                ON CONFLICT (account, holder) DO UPDATE SET
                    posted_fen = kept.posted_fen + excluded.posted_fen,
                    pending_fen = kept.pending_fen + excluded.pending_fen
            )
            SELECT count(*) FROM taken
            """)
        return try rows.decode(Int64.self).first.map(Int.init) ?? 0
    }
}
