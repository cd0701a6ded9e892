internal import Eventing
internal import Postgres
internal import Vocabulary

/// Keeps of a log's days, when they are dropped, how things stood at their end.
///
/// Days are dropped from the first on, and none before all that was told earlier of its subjects. So `event_kept` has the
/// state with which the log begins, and the log all that followed. Whether the log has a later event of the same subject and
/// type is not asked: the answer would be sought on every day that is there, and who hears both ends with the later one.
struct LogCompaction: Sendable {
    /// The aggregates of which, of each subject, the last event of each type is kept.
    private let compacted: [String]
    /// Those of which every event is.
    private let whole: [String]

    /// - Parameter publications: what the service tells.
    init(_ publications: [Publication]) {
        compacted = publications.filter { $0.cleanup == .compact }.map(\.source.aggregate)
        whole = publications.filter { $0.cleanup == .keep }.map(\.source.aggregate)
    }

    /// Keeps what is to be kept of a day. What it supersedes is kept no more.
    func keep(of day: Day, in transaction: PostgresTransaction) async throws {
        if !compacted.isEmpty { try await keepLast(of: day, in: transaction) }
        guard !whole.isEmpty else { return }
        try await transaction.execute(
            """
            INSERT INTO event_kept (\(unescaped: LoggedEvent.columns), digest, is_last)
            SELECT \(unescaped: LoggedEvent.columns), digest, false FROM event_log
            WHERE day = \(day) AND aggregate = ANY (\(whole))
            """)
    }

    private func keepLast(of day: Day, in transaction: PostgresTransaction) async throws {
        try await transaction.execute(
            """
            INSERT INTO event_kept AS kept (\(unescaped: LoggedEvent.columns), digest, is_last)
            SELECT DISTINCT ON (aggregate, subject, type) \(unescaped: LoggedEvent.columns), digest, true
            FROM event_log WHERE day = \(day) AND aggregate = ANY (\(compacted))
            ORDER BY aggregate, subject, type, subject_version DESC
            ON CONFLICT (aggregate, subject, type) WHERE is_last DO UPDATE SET
                position = excluded.position, id = excluded.id, partition = excluded.partition,
                subject_version = excluded.subject_version, logged_at = excluded.logged_at,
                causation_id = excluded.causation_id, correlation_id = excluded.correlation_id,
                traceparent = excluded.traceparent, data = excluded.data, digest = excluded.digest
            WHERE kept.subject_version < excluded.subject_version
            """)
    }

    /// Forgets what is kept of aggregates whose publication no longer says so: it would not be superseded any more.
    func forgetOthers(in transaction: PostgresTransaction) async throws {
        try await transaction.execute("DELETE FROM event_kept WHERE aggregate <> ALL (\(compacted + whole))")
    }
}
