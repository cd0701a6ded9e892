internal import Eventing
internal import Postgres
internal import Vocabulary

/// Reads a log from where the cursor stands, on a session of its own.
struct LogReader: Sendable {
    let session: PostgresConnection
    /// The service whose log it is.
    let service: String
    /// How many events are read at once.
    var pageSize = 1000
    /// How many events are read ahead of the fence, but for a page. None unless said: who keeps how far it has come, and
    /// must not read anything again, waits for the fence.
    var maximumAhead = 0

    /// Opens a session to read by.
    static func connect(_ database: PostgresConfiguration) async throws -> PostgresConnection {
        var database = database
        database.findsByIndex = true
        return try await PostgresConnection.connect(database)
    }

    /// Where reading goes on.
    func loadCursor() async throws -> LogCursor {
        let rows = try await session.query("SELECT reached_xid, reached_position, ahead, since FROM event_cursor")
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        let (transaction, position, ahead, since) = try row.decode(
            TransactionID.self, Int64.self, [Int64].self, Day.self)
        let places = try await session.query(
            """
            SELECT xid, position FROM event_log
            WHERE day >= \(since) AND xid >= \(transaction) AND position = ANY (\(ahead))
            """
        ).decode(TransactionID.self, Int64.self).map { LogPlace(transaction: $0, position: $1) }
        return LogCursor(
            reached: LogPlace(transaction: transaction, position: position), ahead: places, since: since)
    }

    /// Keeps where reading goes on. Losing it costs a repetition, which consumers know, so it need not reach the disk.
    func save(_ cursor: LogCursor) async throws {
        try await session.execute(
            """
            UPDATE event_cursor SET
                reached_xid = \(cursor.reached.transaction), reached_position = \(cursor.reached.position),
                ahead = \(cursor.ahead.map(\.position)), since = \(cursor.since), saved_at = now()
            """)
    }

    enum NextPage: Sendable {
        case page(LogPage)
        /// Nothing is to be read.
        case nothing
        /// Nothing is to be read, and what was read ahead waits for an older transaction to end.
        case unsettled
        /// As much was read ahead as may be, so that what is committed since waits for an older transaction to end.
        case held
    }

    /// The next page that has events, if there is one yet.
    /// - Parameter cursor: is moved past transactions without events, and to the fence once that has passed what was read
    ///   ahead.
    func nextPage(at cursor: inout LogCursor) async throws -> NextPage {
        let readsAhead = cursor.ahead.count < maximumAhead
        let page = try await readPage(at: cursor, readingAhead: readsAhead)
        guard page.events.isEmpty else { return .page(page) }
        cursor.advance(past: page)
        if cursor.ahead.isEmpty { return .nothing }
        return readsAhead ? .unsettled : .held
    }

    private func readPage(at cursor: LogCursor, readingAhead: Bool) async throws -> LogPage {
        // In one statement, since a fence of a later snapshot would be past what this one does not show yet. In the order of the
        // index, which is read as far as the page reaches.
        let rows = try await session.query(
            """
            WITH seen AS MATERIALIZED (
                SELECT pg_snapshot_xmin(pg_current_snapshot()) AS fence, (now() AT TIME ZONE 'Asia/Shanghai')::date AS today)
            SELECT fence, today, xid, \(unescaped: LoggedEvent.columns) FROM seen LEFT JOIN (
                SELECT xid, \(unescaped: LoggedEvent.columns) FROM event_log
                WHERE day >= \(cursor.since)
                    AND (xid, position) > (\(cursor.reached.transaction), \(cursor.reached.position))
                    \(unescaped: readingAhead ? "" : "AND xid < pg_snapshot_xmin(pg_current_snapshot())")
                    AND position NOT IN (SELECT unnest(\(cursor.ahead.map(\.position))))
                ORDER BY xid, position LIMIT \(Int64(pageSize))) AS told ON true
            """)
        guard let first = rows.first else { throw DeliveryError.notMigrated }
        let (fence, today) = try first.prefix(2).decode(TransactionID.self, Day.self)
        var page = LogPage(fence: fence, readOn: today)
        page.reserveCapacity(rows.count)
        for row in rows {
            let transaction = try row.dropFirst(2).prefix(1).decode(TransactionID?.self)
            guard let transaction else { break }
            page.append(try LoggedEvent(row.dropFirst(3), of: service), toldIn: transaction)
        }
        page.isLast = page.events.count < pageSize
        return page
    }

    /// Who holds the fence; nil if nobody does any more, or if this role may not see who (`pg_read_all_stats`).
    func fenceHolder() async throws -> FenceHolder? {
        let rows = try await session.query(
            """
            SELECT pid, usename::text, application_name, state, extract(epoch FROM clock_timestamp() - xact_start)::bigint
            FROM pg_stat_activity
            -- Sessions show the lower half of their transaction's id.
            WHERE backend_xid::text::bigint = pg_snapshot_xmin(pg_current_snapshot())::text::bigint % 4294967296
            """)
        guard let row = rows.first else { return nil }
        let (process, user, application, state, seconds) = try row.decode(
            Int32.self, String?.self, String.self, String?.self, Int64.self)
        return FenceHolder(
            process: process, user: user ?? "", application: application, state: state ?? "", seconds: seconds)
    }
}
