internal import Eventing
internal import Postgres

/// Keeps of a log's days, when they are dropped, how things stood at their end.
///
/// Days are dropped from the first on, and none before all that was told earlier of its subjects. So `event_kept` has the
/// state with which the log begins, and the log all that followed. Whether the log has a later event of the same subject and
/// type is not asked: the answer would be sought on every day that is kept, and who hears both ends with the later one.
enum LogCompaction {
    /// Keeps of a day, of each subject of some aggregates, the last event of each type. What it supersedes is kept no more.
    /// - Parameter day: the day's part of the log.
    static func keep(
        lastOf day: String, aggregates: [String], in transaction: PostgresTransaction
    ) async throws {
        guard !aggregates.isEmpty else { return }
        try await transaction.execute(
            """
            INSERT INTO event_kept AS kept (\(unescaped: LoggedEvent.columns), digest)
            SELECT DISTINCT ON (aggregate, subject, type) \(unescaped: LoggedEvent.columns), digest
            FROM \(identifier: day) WHERE aggregate = ANY (\(aggregates))
            ORDER BY aggregate, subject, type, subject_version DESC
            ON CONFLICT (aggregate, subject, type) DO UPDATE SET
                position = excluded.position, id = excluded.id, partition = excluded.partition,
                subject_version = excluded.subject_version, logged_at = excluded.logged_at,
                causation_id = excluded.causation_id, correlation_id = excluded.correlation_id,
                traceparent = excluded.traceparent, data = excluded.data, digest = excluded.digest
            WHERE kept.subject_version < excluded.subject_version
            """)
    }

    /// Forgets what is kept of aggregates whose publication no longer says so: it would not be superseded any more.
    static func forget(besides aggregates: [String], in transaction: PostgresTransaction) async throws {
        try await transaction.execute("DELETE FROM event_kept WHERE aggregate <> ALL (\(aggregates))")
    }
}
