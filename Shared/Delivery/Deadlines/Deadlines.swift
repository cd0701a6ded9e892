public import Eventing
public import Postgres
public import Vocabulary

/// What is due when: a row for each, written in the transaction that makes it needed and struck out in the one that makes
/// it void. There are no timers, so that nothing is forgotten by a restart.
public enum Deadlines {
    /// Sets the deadlines of a kind, or moves them. One that is set again for the same time stays in the trace that it
    /// was first set in.
    /// - Parameters:
    ///   - kind: which command is due: `pay-by`.
    ///   - deadlines: the aggregates' identifiers, each once, when, and the work that what is done then continues; nil if
    ///     it begins a trace of its own.
    public static func set(
        _ kind: String, _ deadlines: [(subject: String, due: Instant, trace: TraceContext?)],
        in transaction: PostgresTransaction
    ) throws(PostgresError) {
        guard !deadlines.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO deadline AS known (kind, subject, due, traceparent)
            SELECT \(kind), subject, due, traceparent FROM unnest(
                \(deadlines.map(\.subject)), \(deadlines.map(\.due)), \(deadlines.map(\.trace?.description))
            ) AS deadline (subject, due, traceparent)
            ORDER BY subject
            ON CONFLICT (kind, subject) DO UPDATE SET
                traceparent = CASE WHEN known.due = excluded.due THEN known.traceparent ELSE excluded.traceparent END,
                due = excluded.due, failures = 0, error = NULL, retry_at = '-infinity'
            """)
    }

    /// Strikes deadlines out. One that is not there is none.
    public static func strike(
        _ kind: String, of subjects: [String], in transaction: PostgresTransaction
    ) throws(PostgresError) {
        guard !subjects.isEmpty else { return }
        try transaction.sendByIndex("DELETE FROM deadline WHERE kind = \(kind) AND subject = ANY (\(subjects))")
    }
}
