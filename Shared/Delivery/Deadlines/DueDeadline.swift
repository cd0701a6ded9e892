internal import Eventing
internal import Postgres
internal import Vocabulary

/// A deadline that has passed and can be worked.
struct DueDeadline: Sendable, Equatable {
    let kind: String
    let subject: String
    let due: Instant
    /// How often its handler has failed on it alone.
    let failures: Int32

    /// How many are worked in one transaction.
    static let batchSize: Int64 = 256

    /// The earliest deadlines of one kind, those of the kind whose turn it is.
    ///
    /// Not among them is what waits behind an earlier deadline of its subject, and what has failed and rests. That those of
    /// one subject go strictly in order, and one kind at a time goes together, is what ``Stage/divide(_:)`` does to a batch of
    /// events; here the server does it, since what rests and what is not due yet stand in the way too.
    static func ready(of kinds: [String], at now: Instant, in pool: PostgresPool) async throws -> [DueDeadline] {
        try await pool.query(
            """
            WITH ready AS MATERIALIZED (
                SELECT kind, subject, due, failures FROM deadline AS passed
                WHERE kind = ANY (\(kinds)) AND due <= \(now) AND retry_at <= clock_timestamp()
                    AND NOT EXISTS (
                        SELECT FROM deadline AS earlier
                        WHERE earlier.kind = ANY (\(kinds)) AND earlier.subject = passed.subject
                            AND (earlier.due, earlier.kind) < (passed.due, passed.kind))
                ORDER BY due LIMIT \(batchSize)
            )
            SELECT kind, subject, due, failures FROM ready
            WHERE kind = (SELECT kind FROM ready ORDER BY due, kind LIMIT 1) ORDER BY due, subject
            """
        ).decode(String.self, String.self, Instant.self, Int32.self).map { kind, subject, due, failures in
            DueDeadline(kind: kind, subject: subject, due: due, failures: failures)
        }
    }

    /// Strikes deadlines of one kind out, and returns those that were still there, in the order given.
    ///
    /// One that was moved or struck out since it was looked up is not worked; one that another instance works is left to
    /// that.
    static func strike(
        _ deadlines: [DueDeadline], of kind: String, in transaction: PostgresTransaction
    ) async throws -> [DeadlineHandlers.Passed] {
        let rows = try await transaction.sendByIndex(
            """
            -- An array is made once. A set may be made again for each of its rows.
            DELETE FROM deadline WHERE kind = \(kind) AND subject = ANY (ARRAY(
                SELECT subject FROM deadline
                JOIN unnest(\(deadlines.map(\.subject)), \(deadlines.map(\.due))) AS due (subject, due)
                    USING (subject, due)
                WHERE kind = \(kind) ORDER BY subject FOR UPDATE OF deadline SKIP LOCKED))
            RETURNING subject, traceparent
            """
        ).rows
        var traces: [String: TraceContext?] = [:]
        for (subject, trace) in try rows.decode(String.self, String?.self) {
            traces.updateValue(trace.flatMap { TraceContext($0) }, forKey: subject)
        }
        return deadlines.compactMap { deadline in
            traces[deadline.subject].map { .init(subject: deadline.subject, due: deadline.due, trace: $0) }
        }
    }

    /// Lets the deadline rest after a failure, unless it was moved or struck out meanwhile.
    func putOff(for pause: Duration, because reason: String, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            UPDATE deadline SET failures = failures + 1, error = \(reason),
                retry_at = clock_timestamp() + make_interval(secs => \(pause / .seconds(1)))
            WHERE kind = \(kind) AND subject = \(subject) AND due = \(due)
            """)
    }
}
