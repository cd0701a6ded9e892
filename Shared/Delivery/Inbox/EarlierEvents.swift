internal import Postgres
internal import Vocabulary

/// The part of the inbox with the events that were made before the days that it remembers one by one: those of a log that
/// was told again, to a service that was late or restored.
///
/// Nobody needs them to know a repetition: one so old is known by the last version of its subject. They stay for as long as
/// those that came in time, counted from when they came, so that an audit can name those by which a log that was told again
/// differs from what was heard of it.
enum EarlierEvents {
    /// How many are forgotten in one transaction: while one that writes is open, all relays of the server wait.
    static let batchSize: Int64 = 5_000

    /// Forgets those that came long ago. Like days that are dropped, they stay in `event_tally` and `dropped_tally`.
    static func forget(in pool: PostgresPool, batchSize: Int64 = batchSize) async throws {
        var forgotten = batchSize
        while forgotten == batchSize {
            forgotten = try await pool.withTransaction { try await forgetBatch(of: batchSize, in: $0) }
        }
    }

    private static func forgetBatch(of size: Int64, in transaction: PostgresTransaction) async throws -> Int64 {
        // What lies on a later day only waits for that day's part.
        let first = Day(of: .wallTime()) - Inbox.retentionDays - 1
        // Whoever counts at the same time must not count these rows too.
        let mark = try await transaction.query(
            "UPDATE audit_mark SET revision = revision + 1 RETURNING counted_to"
        ).decode(TransactionID.self)
        let rows = try await transaction.query(
            """
            WITH forgotten AS (
                DELETE FROM inbox_earlier WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM inbox_earlier
                    WHERE received_at < now() - make_interval(days => \(Inbox.retentionDays + 1)) AND day < \(first)
                    LIMIT \(size)))
                RETURNING id, source, digest, xid
            ), tallied AS (
                SELECT source, event_hour(id) AS hour, xid >= \(mark.first) AS is_new, count(*) AS events,
                    bit_xor(digest # uuid_hash_extended(id, 0)) AS fingerprint
                FROM forgotten GROUP BY 1, 2, 3
            ), dropped AS (
                INSERT INTO dropped_tally AS kept (side, stream, hour, events, fingerprint)
                SELECT 'heard', source, hour, sum(events), bit_xor(fingerprint) FROM tallied GROUP BY source, hour
                ON CONFLICT (side, stream, hour) DO UPDATE
                SET events = kept.events + excluded.events, fingerprint = kept.fingerprint # excluded.fingerprint
            ), counted AS (
                INSERT INTO event_tally AS kept (side, stream, hour, events, fingerprint)
                SELECT 'heard', source, hour, events, fingerprint FROM tallied WHERE is_new
                ON CONFLICT (side, stream, hour) DO UPDATE
                SET events = kept.events + excluded.events, fingerprint = kept.fingerprint # excluded.fingerprint
            )
            SELECT count(*) FROM forgotten
            """)
        return try rows.decode(Int64.self).first ?? 0
    }
}
