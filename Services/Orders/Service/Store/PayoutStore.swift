internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Payouts in the database.
struct PayoutStore {
    let transaction: PostgresTransaction

    /// Lets one transaction at a time prepare payouts, or decide by what is paid. Readers and the bank go on.
    func lockPreparation() async throws {
        try await transaction.execute("LOCK TABLE payout_share IN SHARE ROW EXCLUSIVE MODE")
    }

    /// Which shares of settlements are paid, or on their way.
    func paidOut(of settlements: [UUIDv7]) async throws -> Set<SettledShare> {
        let rows = try await transaction.query(
            """
            SELECT settlement, account, holder FROM payout_share
            WHERE settlement = ANY (\(settlements)) AND NOT is_void
            """)
        return Set(
            try rows.decode(UUIDv7.self, LedgerAccount.Kind.self, String.self).map {
                SettledShare(settlement: $0.0, account: LedgerAccount($0.1, $0.2))
            })
    }

    /// How many open shares one batch takes, about: of each payee it takes all.
    static let sharesOfBatch = 50_000

    /// What is owed to payees and not paid, and what they owe and was not kept back, the oldest first: of those who get something,
    /// which nobody does for sales that were all turned back.
    /// - Parameter most: with how many shares no other payee is begun with. Part of a payee's would show sales without what turns
    ///   them back.
    func openShares(atMost most: Int = sharesOfBatch) async throws -> [OpenShare] {
        let rows = try await transaction.query(
            """
            WITH share AS (
                SELECT settlement, account, holder, sum(amount_fen)::bigint AS amount
                FROM settlement_share
                WHERE account IN ('household', 'producer', 'station', 'carrier', 'operator', 'county-fund')
                GROUP BY settlement, account, holder
            ), open AS (
                SELECT settlement, account, holder, amount FROM share
                WHERE amount > 0 AND NOT EXISTS (
                    SELECT FROM payout_share AS paid
                    WHERE (paid.settlement, paid.account, paid.holder)
                        = (share.settlement, share.account, share.holder) AND NOT is_void)
                UNION ALL
                SELECT settlement, account, holder, amount + (
                    SELECT coalesce(sum(amount_fen), 0) FROM payout_recovery AS kept
                    WHERE (kept.settlement, kept.account, kept.holder)
                        = (share.settlement, share.account, share.holder) AND NOT is_void)::bigint
                FROM share WHERE amount < 0
            ), standing AS (
                SELECT settlement, reverses, posted_at, account, holder, open.amount,
                    -- What turns back a share that is paid already is a debt.
                    open.amount < 0 AND sale.amount IS NULL AS is_debt
                FROM open JOIN settlement ON settlement.id = settlement
                LEFT JOIN (SELECT settlement AS reverses, account, holder, amount FROM open WHERE amount > 0) AS sale
                    USING (reverses, account, holder)
                WHERE open.amount <> 0
            ), payee AS (
                SELECT account, holder, sum(count(*)) OVER (ORDER BY min(posted_at), account, holder) - count(*) AS taken
                FROM standing GROUP BY account, holder HAVING sum(amount) FILTER (WHERE NOT is_debt) > 0
            )
            SELECT settlement, reverses, account, holder, amount FROM standing JOIN payee USING (account, holder)
            WHERE taken < \(Int64(most)) ORDER BY posted_at, settlement, account, holder
            """)
        return try rows.decode(UUIDv7.self, UUIDv7?.self, LedgerAccount.Kind.self, String.self, Fen.self).map {
            OpenShare(settlement: $0.0, reverses: $0.1, payee: LedgerAccount($0.2, $0.3), amount: $0.4)
        }
    }

    /// Adds payouts that were just prepared.
    func insert(_ payouts: [Payout], at now: Instant) throws {
        if payouts.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO payout (id, batch, account, holder, amount_fen, prepared_by, prepared_at, state, attempts)
            SELECT id, batch, account, holder, amount_fen, prepared_by, \(now), state, attempts FROM unnest(
                \(payouts.map(\.id)), \(payouts.map(\.batch)), \(payouts.map(\.payee.kind)),
                \(payouts.map(\.payee.holder)), \(payouts.map(\.amount)), \(payouts.map(\.preparedBy.name)),
                \(payouts.map(\.state)), \(payouts.map(\.attempts))
            ) AS prepared (id, batch, account, holder, amount_fen, prepared_by, state, attempts)
            """)
        let shares = payouts.flatMap { payout in payout.settlements.map { (payout: payout, settlement: $0) } }
        try transaction.send(
            """
            INSERT INTO payout_share (payout, settlement, account, holder)
            SELECT * FROM unnest(
                \(shares.map(\.payout.id)), \(shares.map(\.settlement)), \(shares.map(\.payout.payee.kind)),
                \(shares.map(\.payout.payee.holder)))
            """)
        let recoveries = payouts.flatMap { payout in payout.recoveries.map { (payout: payout, recovery: $0) } }
        if recoveries.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO payout_recovery (payout, settlement, account, holder, amount_fen)
            SELECT * FROM unnest(
                \(recoveries.map(\.payout.id)), \(recoveries.map(\.recovery.settlement)),
                \(recoveries.map(\.payout.payee.kind)), \(recoveries.map(\.payout.payee.holder)),
                \(recoveries.map(\.recovery.amount)))
            """)
    }

    /// Locks and loads payouts with what they pay. What they keep back is not needed once they are prepared.
    func load(_ condition: PayoutSelection) async throws -> [Payout] {
        let rows = try await transaction.query(condition.locking)
        let payouts = try rows.decode(
            UUIDv7.self, UUIDv7.self, LedgerAccount.Kind.self, String.self, Fen.self, String.self, Payout.State.self,
            Int32.self, Instant?.self)
        let shares = try await transaction.query(
            "SELECT payout, settlement FROM payout_share WHERE payout = ANY (\(payouts.map(\.0))) ORDER BY settlement")
        var settlements: [UUIDv7: [UUIDv7]] = [:]
        for (payout, settlement) in try shares.decode(UUIDv7.self, UUIDv7.self) {
            settlements[payout, default: []].append(settlement)
        }
        return payouts.map { id, batch, account, holder, amount, preparedBy, state, attempts, sentAt in
            Payout(
                id: id, batch: batch, payee: LedgerAccount(account, holder), amount: amount,
                settlements: settlements[id] ?? [], recoveries: [], preparedBy: Actor(preparedBy), state: state,
                attempts: attempts, sentAt: sentAt)
        }
    }

    /// Saves where payouts stand.
    /// - Parameter releasedBy: who released them; nil if that is not what happened.
    func update(_ payouts: [Payout], releasedBy: Actor? = nil) throws {
        if payouts.isEmpty { return }
        try transaction.send(
            """
            UPDATE payout SET
                state = changed.state, attempts = changed.attempts, sent_at = changed.sent_at,
                released_by = coalesce(\(releasedBy?.name), released_by)
            FROM unnest(
                \(payouts.map(\.id)), \(payouts.map(\.state)), \(payouts.map(\.attempts)), \(payouts.map(\.sentAt))
            ) AS changed (id, state, attempts, sent_at)
            WHERE payout.id = changed.id
            """)
        let failed = payouts.filter { $0.state == .failed }.map(\.id)
        if failed.isEmpty { return }
        try transaction.send("UPDATE payout_share SET is_void = true WHERE payout = ANY (\(failed))")
        try transaction.send("UPDATE payout_recovery SET is_void = true WHERE payout = ANY (\(failed))")
    }
}

/// Which payouts are to be worked on.
enum PayoutSelection {
    /// Those of a batch that wait for their release.
    case prepared(batch: UUIDv7)
    /// Those that are on their way, at most so many.
    case sent(atMost: Int)
    /// These.
    case these([UUIDv7])

    fileprivate var locking: PostgresQuery {
        switch self {
        case .prepared(let batch):
            """
            SELECT id, batch, account, holder, amount_fen, prepared_by, state, attempts, sent_at
            FROM payout WHERE batch = \(batch) AND state = 'prepared' ORDER BY id FOR UPDATE
            """
        case .sent(let limit):
            """
            SELECT id, batch, account, holder, amount_fen, prepared_by, state, attempts, sent_at
            FROM payout WHERE state = 'sent' ORDER BY sent_at, id LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """
        case .these(let ids):
            """
            SELECT id, batch, account, holder, amount_fen, prepared_by, state, attempts, sent_at
            FROM payout WHERE id = ANY (\(ids)) ORDER BY id FOR UPDATE
            """
        }
    }
}
