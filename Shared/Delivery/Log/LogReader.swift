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

    /// Where reading goes on.
    func loadCursor() async throws -> LogCursor {
        let rows = try await session.query("SELECT fence_from, fence_to, last_position, since FROM event_cursor")
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        let (from, upTo, last, since) = try row.decode(TransactionID.self, TransactionID.self, Int64.self, Day.self)
        return LogCursor(from: from, upTo: upTo, lastPosition: last, since: since)
    }

    /// Keeps where reading goes on. Losing it costs a repetition, which consumers know, so it need not reach the disk.
    func save(_ cursor: LogCursor) async throws {
        try await session.execute(
            """
            UPDATE event_cursor SET
                fence_from = \(cursor.from), fence_to = \(cursor.upTo), last_position = \(cursor.lastPosition),
                since = \(cursor.since), saved_at = now()
            """)
    }

    /// The next page that has events, if there is one yet.
    /// - Parameter cursor: is moved into the next window if none is open, and past windows without events. Those need
    ///   not be saved; saving would itself be a transaction, and so open another empty window.
    func nextPage(at cursor: inout LogCursor) async throws -> NextPage {
        var search = LogSearch(from: cursor)
        defer { cursor = search.cursor }
        while true {
            switch search.step {
            case .observeFence: search.observed(try await observeFence(from: search.cursor))
            case .readPage(let day): search.read(try await readPage(at: search.cursor, observedOn: day))
            case .found(let page): return .page(page)
            case .nothing(let isUnsettled): return .nothing(isUnsettled: isUnsettled)
            }
        }
    }

    enum NextPage: Sendable {
        case page(LogPage)
        /// Nothing below the fence. Unsettled when committed events wait for an older transaction to end.
        case nothing(isUnsettled: Bool)
    }

    private func observeFence(from cursor: LogCursor) async throws -> LogSearch.Sight {
        // Both looks at the log are in the order of its index. One that is not would have the plan that is best for a
        // day without events, which is when it is made: to read the whole day, each time.
        let rows = try await session.query(
            """
            SELECT
                pg_snapshot_xmin(pg_current_snapshot()),
                (SELECT xid FROM event_log WHERE day >= \(cursor.since) AND xid >= \(cursor.from)
                 ORDER BY xid OFFSET \(Int64(pageSize)) LIMIT 1),
                (SELECT xid FROM event_log WHERE day >= \(cursor.since) ORDER BY xid DESC LIMIT 1),
                (now() AT TIME ZONE 'Asia/Shanghai')::date
            """)
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        let (fence, cut, newest, today) = try row.decode(
            TransactionID.self, TransactionID?.self, TransactionID?.self, Day.self)
        return LogSearch.Sight(fence: fence, cut: cut, newest: newest, today: today)
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

    private func readPage(at cursor: LogCursor, observedOn: Day?) async throws -> LogPage {
        let rows = try await session.query(
            """
            SELECT \(unescaped: LoggedEvent.columns) FROM event_log
            WHERE day >= \(cursor.since) AND xid >= \(cursor.from) AND xid < \(cursor.upTo)
                AND position > \(cursor.lastPosition)
            ORDER BY position LIMIT \(Int64(pageSize))
            """)
        let events = try rows.map { try LoggedEvent($0, of: service) }
        return LogPage(events: events, isLast: events.count < pageSize, observedOn: observedOn)
    }
}
