public import Postgres
public import Vocabulary

/// What of a service's log has not left yet.
public struct RelayBacklog: Sendable, Equatable {
    /// How many events wait; no more are counted than ``most``.
    public var events: Int64
    /// When the first of them was told; nil if none waits.
    public var oldest: Instant?

    /// How many events are counted at most, so that counting never costs more in an outage than at other times.
    public static let most: Int64 = 10_000

    /// Nothing waits.
    public static let none = RelayBacklog(events: 0, oldest: nil)

    /// Looks at the log from where its cursor stands. For a look every few seconds, not for each event.
    public static func measure(in pool: PostgresPool) async throws -> RelayBacklog {
        try RelayBacklog(await pool.query(query))
    }

    /// Looks at the log as a transaction sees it.
    public static func measure(in transaction: PostgresTransaction) async throws -> RelayBacklog {
        try RelayBacklog(await transaction.query(query))
    }

    private static var query: PostgresQuery {
        // Where the cursor stands is known before the log is looked at, so that the look begins there in the index. Joined, the
        // two are read from the beginning of the log.
        """
        SELECT count(*), min(logged_at) FROM (
            SELECT logged_at FROM event_log
            WHERE day >= (SELECT since FROM event_cursor)
                AND (xid, position) > ((SELECT reached_xid FROM event_cursor), (SELECT reached_position FROM event_cursor))
                AND position NOT IN (SELECT unnest(ahead) FROM event_cursor)
            ORDER BY xid LIMIT \(most)) AS waiting
        """
    }

    private init(_ rows: PostgresRows) throws {
        (events, oldest) = try rows.first?.decode(Int64.self, Instant?.self) ?? (0, nil)
    }

    private init(events: Int64, oldest: Instant?) {
        self.events = events
        self.oldest = oldest
    }
}
