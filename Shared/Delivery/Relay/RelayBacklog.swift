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
        let rows = try await pool.query(
            """
            SELECT count(*), min(logged_at) FROM (
                SELECT logged_at FROM event_log, event_cursor
                WHERE day >= since AND xid >= fence_from AND (xid >= fence_to OR position > last_position)
                ORDER BY xid LIMIT \(most)) AS waiting
            """)
        guard let row = rows.first else { return none }
        let (events, oldest) = try row.decode(Int64.self, Instant?.self)
        return RelayBacklog(events: events, oldest: oldest)
    }
}
