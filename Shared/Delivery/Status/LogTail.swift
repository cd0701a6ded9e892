public import Eventing
public import Postgres
public import Vocabulary

/// Which events of a log are wanted: those of all conditions that are given.
public struct TailFilter: Sendable {
    /// Of which kind of aggregate.
    public var aggregate: String?
    /// Of which aggregate.
    public var subject: String?
    /// Of which type.
    public var type: String?
    /// Of which order or episode.
    public var correlationID: UUIDv7?

    /// Wants the events of these conditions.
    public init(
        aggregate: String? = nil, subject: String? = nil, type: String? = nil, correlationID: UUIDv7? = nil
    ) {
        self.aggregate = aggregate
        self.subject = subject
        self.type = type
        self.correlationID = correlationID
    }

    func wants(_ event: EventEnvelope) -> Bool {
        (aggregate == nil || event.source.aggregate == aggregate) && (subject == nil || event.subject == subject)
            && (type == nil || event.type == type)
            && (correlationID == nil || event.correlationID == correlationID)
    }
}

/// Follows a service's log beside its relay, as the relay reads it: what is committed is shown at once, and nothing is missed
/// that is committed late.
public struct LogTail: Sendable {
    private let session: PostgresConnection
    private let reader: LogReader
    private let filter: TailFilter
    private var cursor: LogCursor

    /// How many events are read at once.
    private static let pageSize: Int64 = 1000

    /// Stands at the end of the log as it is now.
    /// - Parameter session: for the tail alone.
    public init(of service: String, over session: PostgresConnection, _ filter: TailFilter) async throws {
        self.session = session
        self.filter = filter
        reader = LogReader(
            session: session, service: service, pageSize: Int(Self.pageSize), maximumAhead: Int(Self.pageSize))
        let fence =
            try await session.query("SELECT pg_snapshot_xmin(pg_current_snapshot())")
            .decode(TransactionID.self).first ?? TransactionID(rawValue: 0)
        // A row may carry the day before, on which its transaction began.
        cursor = LogCursor(from: fence, since: Day(of: .wallTime()) - 1)
    }

    /// The last events before where the tail began, in order.
    public func last(_ count: Int64) async throws -> [EventEnvelope] {
        try await read(
            """
            SELECT * FROM (
                SELECT \(unescaped: LoggedEvent.columns) FROM event_log
                WHERE xid < \(cursor.reached.transaction)
                    AND (\(filter.aggregate)::text IS NULL OR aggregate = \(filter.aggregate))
                    AND (\(filter.subject)::text IS NULL OR subject = \(filter.subject))
                    AND (\(filter.type)::text IS NULL OR type = \(filter.type))
                    AND (\(filter.correlationID)::uuid IS NULL OR correlation_id = \(filter.correlationID))
                ORDER BY position DESC LIMIT \(count)
            ) AS latest ORDER BY position
            """
        ).map(\.envelope)
    }

    /// All events before where the tail began that were told since an instant, in order, page by page.
    public func since(_ start: Instant, _ page: ([EventEnvelope]) throws -> Void) async throws {
        var last: Int64 = 0
        while true {
            let events = try await read(
                """
                SELECT \(unescaped: LoggedEvent.columns) FROM event_log
                WHERE xid < \(cursor.reached.transaction) AND day >= \(Day(of: start) - 1) AND logged_at >= \(start)
                    AND position > \(last)
                    AND (\(filter.aggregate)::text IS NULL OR aggregate = \(filter.aggregate))
                    AND (\(filter.subject)::text IS NULL OR subject = \(filter.subject))
                    AND (\(filter.type)::text IS NULL OR type = \(filter.type))
                    AND (\(filter.correlationID)::uuid IS NULL OR correlation_id = \(filter.correlationID))
                ORDER BY position LIMIT \(Self.pageSize)
                """)
            guard let end = events.last else { return }
            try page(events.map(\.envelope))
            last = end.position
        }
    }

    /// What was told since the last call; empty when nothing has been, or can be told yet.
    public mutating func next() async throws -> [EventEnvelope] {
        guard case .page(let page) = try await reader.nextPage(at: &cursor) else { return [] }
        cursor.advance(past: page)
        return page.events.map(\.envelope).filter(filter.wants)
    }

    private func read(_ query: PostgresQuery) async throws -> [LoggedEvent] {
        try await session.query(query).map { try LoggedEvent($0, of: reader.service) }
    }
}

/// An event that took effect in a service's inbox.
public struct InboxEntry: Record {
    /// Its identifier, which tells when it was made.
    public var id: UUIDv7
    /// Who told it.
    public var source: String
    /// When it took effect here.
    public var receivedAt: Instant

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: InboxEntry?) throws(EventFault) {
        id = try fields.field("id", event?.id)
        source = try fields.field("source", event?.source)
        receivedAt = try fields.field("received_at", event?.receivedAt)
    }

    private init(id: UUIDv7, source: String, receivedAt: Instant) {
        self.id = id
        self.source = source
        self.receivedAt = receivedAt
    }

    /// The events of an inbox that were made last, in the order in which they were made.
    /// - Parameter source: only those of this one.
    public static func last(
        _ count: Int64, of source: EventSource?, in transaction: PostgresTransaction
    ) async throws -> [InboxEntry] {
        try await transaction.query(
            """
            SELECT id, source, received_at FROM inbox
            WHERE \(source?.description)::text IS NULL OR source = \(source?.description)
            ORDER BY day DESC, id DESC LIMIT \(count)
            """
        ).decode(UUIDv7.self, String.self, Instant.self).reversed().map {
            InboxEntry(id: $0, source: $1, receivedAt: $2)
        }
    }
}
