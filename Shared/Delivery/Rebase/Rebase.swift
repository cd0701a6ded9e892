internal import Eventing
public import Postgres
public import Vocabulary

/// Begins a new epoch of a service's log after its schema was restored from a dump.
///
/// Transactions are counted anew, perhaps by another server; what others heard since the dump is written down as lost,
/// and its versions are not told again.
public struct Rebase: Sendable {
    private let service: String
    private let session: PostgresConnection

    /// How long the place is waited for: the session of a relay that was stopped ends a moment later.
    private static let patience = Duration.seconds(3)

    /// Takes the place of the service's relay.
    /// - Parameter session: leads to the restored schema; the place is kept until it is closed.
    /// - Throws: ``RebaseFault/running`` when an instance of the service runs.
    public init(of service: String, on session: PostgresConnection) async throws {
        self.service = service
        self.session = session
        let end = ContinuousClock.now + Self.patience
        while !(try await takePlace()) {
            guard ContinuousClock.now < end else { throw RebaseFault.running }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func takePlace() async throws -> Bool {
        try await session.query("SELECT pg_try_advisory_lock(\(AdvisoryLock.relay), hashtext(current_schema()))")
            .decode(Bool.self) == [true]
    }

    /// When the last event was told that the dump has; the epoch of Unix when it has none.
    public func dumpedAfter() async throws -> Instant {
        let last = try await session.query("SELECT max(logged_at) FROM event_log").decode(Instant?.self)
        return (last.first ?? nil) ?? Instant(milliseconds: 0)
    }

    /// Begins the epoch.
    /// - Parameters:
    ///   - heard: what the listeners say that they heard.
    ///   - dumpedAfter: when the last event was told that the dump has.
    ///   - record: writes down who did it, in the same transaction.
    public func begin(
        knowing heard: HeardByOthers, dumpedAfter: Instant, actor: String, reason: String,
        record: (PostgresTransaction) throws -> Void
    ) async throws -> RebaseSummary {
        try await session.withTransaction { transaction in
            // A long log takes its time.
            try await transaction.execute("SET LOCAL statement_timeout = 0")
            let epoch = try await transaction.query(
                """
                INSERT INTO event_epoch (dumped_after, actor, reason) VALUES (\(dumpedAfter), \(actor), \(reason))
                RETURNING number
                """
            ).decode(Int32.self)[0]
            let unrelayed = try await recountTransactions(in: transaction)
            try await recountTallies(in: transaction)
            let subjects = try await raiseVersions(heard, epoch: epoch, in: transaction)
            let events = try await writeDownLost(heard, since: dumpedAfter, epoch: epoch, in: transaction)
            try record(transaction)
            return RebaseSummary(
                service: service, epoch: epoch, dumpedAfter: dumpedAfter, unrelayed: Int64(unrelayed),
                raised: Int64(subjects), lost: events)
        }
    }

    /// Puts all that the relay had carried before this transaction, and all that it had not into it.
    /// - Returns: how many events are told yet.
    private func recountTransactions(in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("ALTER TABLE event_log DISABLE TRIGGER event_log_is_never_rewritten")
        let unrelayed = try await transaction.execute(
            """
            UPDATE event_log SET xid = pg_current_xact_id() FROM event_cursor
            WHERE day >= since AND \(unescaped: LogCursor.waiting)
            """)
        // Another server may not have come as far in its counting.
        try await transaction.execute("UPDATE event_log SET xid = '3' WHERE xid > pg_current_xact_id()")
        // Else what is told next of a subject would count as told in a transaction that is long to come.
        try await transaction.execute("UPDATE event_subject SET xid = '3' WHERE xid > pg_current_xact_id()")
        try await transaction.execute("ALTER TABLE event_log ENABLE TRIGGER event_log_is_never_rewritten")
        try await transaction.execute(
            """
            UPDATE event_cursor SET
                reached_xid = pg_current_xact_id(), reached_position = 0, ahead = '{}', saved_at = now(),
                since = coalesce(
                    (SELECT min(day) FROM event_log WHERE xid = pg_current_xact_id()),
                    (now() AT TIME ZONE 'Asia/Shanghai')::date - 1)
            """)
        try await transaction.execute(
            "UPDATE refill_answer SET fence = pg_current_xact_id() WHERE finished_at IS NULL")
        // What a partner was told after the dump is not known, so that it cannot be counted on.
        try await transaction.execute("UPDATE partner SET suspended = 'restored' WHERE suspended IS NULL")
        try await transaction.execute(
            """
            SELECT setval('event_position', greatest(last_value, (SELECT max(position) FROM event_log)))
            FROM event_position
            """)
        return unrelayed
    }

    /// Lets the next audit count all anew that is there.
    private func recountTallies(in transaction: PostgresTransaction) async throws {
        try await transaction.execute("UPDATE inbox SET xid = '3' WHERE xid > pg_current_xact_id()")
        try await DeliveryCount.beginAnew(in: transaction)
    }

    /// Sees to it that no version is told twice.
    /// - Returns: of how many subjects versions are lost.
    private func raiseVersions(
        _ heard: HeardByOthers, epoch: Int32, in transaction: PostgresTransaction
    ) async throws -> Int {
        let versions = heard.versions
        // One statement, whose parts all see the versions as they were before it: a service may make no temporary tables.
        let raised = try await transaction.query(
            """
            WITH heard AS MATERIALIZED (
                SELECT aggregate, subject, max(version) AS version FROM unnest(
                    \(versions.map(\.aggregate)), \(versions.map(\.subject)), \(versions.map(\.version))
                ) AS heard (aggregate, subject, version)
                GROUP BY aggregate, subject),
            raised AS (
                INSERT INTO event_subject AS known (aggregate, subject, version)
                SELECT aggregate, subject, version FROM heard ORDER BY aggregate, subject
                ON CONFLICT (aggregate, subject) DO UPDATE SET version = excluded.version
                WHERE known.version < excluded.version),
            lost AS (
                INSERT INTO lost_version (aggregate, subject, lost_from, lost_to, epoch)
                SELECT aggregate, subject, coalesce(known.version, 0) + 1, heard.version, \(epoch)
                FROM heard LEFT JOIN event_subject AS known USING (aggregate, subject)
                WHERE heard.version > coalesce(known.version, 0)
                RETURNING 1)
            SELECT count(*) FROM lost
            """)
        return try raised.decode(Int.self).first ?? 0
    }

    /// Writes down the identifiers that others remember and the log does not have.
    private func writeDownLost(
        _ heard: HeardByOthers, since: Instant, epoch: Int32, in transaction: PostgresTransaction
    ) async throws -> [LostEvents] {
        let events = heard.occurrences
        return try await transaction.query(
            """
            WITH lost AS (
                INSERT INTO lost_event (id, source, digest, heard_by, epoch)
                SELECT id, source, digest, heard_by, \(epoch) FROM unnest(
                    \(events.map(\.event.id)), \(events.map(\.source)), \(events.map(\.event.digest)),
                    \(events.map(\.listener))
                ) AS heard (id, source, digest, heard_by)
                -- An identifier is made on the day of its event's transaction, or just before midnight.
                WHERE NOT EXISTS (
                    SELECT FROM event_log AS kept WHERE kept.id = heard.id AND day >= \(Day(of: since) - 2))
                ON CONFLICT DO NOTHING
                RETURNING source, heard_by
            )
            SELECT heard_by, source, count(*) FROM lost GROUP BY heard_by, source ORDER BY heard_by, source
            """
        ).decode(String.self, String.self, Int64.self).map { listener, source, count in
            LostEvents(listener: listener, source: source, events: count)
        }
    }
}
