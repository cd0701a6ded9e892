internal import Eventing
internal import Postgres
internal import Vocabulary

/// An answer with a part of this service's log that is under way: a row of `refill_answer`.
///
/// What is kept of dropped days comes first. Then it goes day by day and by position within a day. Around midnight a subject's later version may stand on the day
/// before; the one who asked holds it until the earlier one comes.
struct RefillAnswer: Sendable, Equatable {
    let id: UUIDv7
    let asker: String
    let source: EventSource
    let partition: Int16?
    let since: Instant?
    /// What could be seen when it was asked for is the answer, and all of that was told by transactions before this one. The
    /// rest the asker hears from the relay, which cannot have seen it before either, and its queues were there before it asked.
    let fence: TransactionID
    /// The last position that was sent of what is kept of dropped days; nil once that is done.
    var keptTo: Int64?
    /// The day that is being read.
    var day: Day
    /// The last position read on it.
    var position: Int64
    /// How many events were sent.
    var sent: Int64

    /// How many events one page has. Answers under way take turns page by page.
    static let pageSize = 500
    /// How many answers to one asker may be under way. More wait to be asked for again.
    static let maximumOpen = 8

    /// Takes up a request for the log, unless it is under way already. One that was answered is answered anew: who asks
    /// again has lost the answer.
    /// - Returns: whether it is under way now; otherwise too many of that asker's are.
    static func take(
        _ request: RefillRequest, from asker: String, on session: PostgresConnection
    ) async throws -> Bool {
        let first = request.since.map { Day(of: $0) - 1 } ?? Day(daysSinceEpoch: 0)
        try await session.execute(
            """
            -- Not while a day is dropped, which would not see this answer, nor be seen by it.
            WITH turn AS MATERIALIZED (
                SELECT pg_advisory_xact_lock_shared(\(AdvisoryLock.dayPartitions), hashtext(current_schema()))
            )
            INSERT INTO refill_answer AS known (id, asker, aggregate, partition, since, fence, day, position)
            SELECT \(request.id), \(asker), \(request.source.aggregate), \(request.partition.map(Int16.init)),
                \(request.since), pg_snapshot_xmax(pg_current_snapshot()), \(first), 0
            FROM turn WHERE (SELECT count(*) FROM refill_answer WHERE asker = \(asker) AND finished_at IS NULL)
                < \(Self.maximumOpen)
            ON CONFLICT (id) DO UPDATE
            SET fence = excluded.fence, kept_to = 0, day = excluded.day, position = 0, sent = 0, taken_at = now(),
                finished_at = NULL
            WHERE known.finished_at IS NOT NULL AND known.asker = excluded.asker
            """)
        // What was answered long ago nobody asks for again.
        try await session.execute("DELETE FROM refill_answer WHERE finished_at < now() - interval '30 days'")
        return try await session.query("SELECT FROM refill_answer WHERE id = \(request.id) AND finished_at IS NULL")
            .count > 0
    }

    /// The answers under way, the longest first.
    static func open(of service: String, on session: PostgresConnection) async throws -> [RefillAnswer] {
        try await session.query(
            """
            SELECT id, asker, aggregate, partition, since, fence, kept_to, day, position, sent FROM refill_answer
            WHERE finished_at IS NULL ORDER BY taken_at, id LIMIT 100
            """
        ).map { row in
            let (id, asker, aggregate, partition, since, fence, kept, day, position, sent) = try row.decode(
                UUIDv7.self, String.self, String.self, Int16?.self, Instant?.self, TransactionID.self,
                Int64?.self, Day.self, Int64.self, Int64.self)
            return RefillAnswer(
                id: id, asker: asker, source: EventSource(service, aggregate), partition: partition, since: since,
                fence: fence, keptTo: kept, day: day, position: position, sent: sent)
        }
    }

    /// The next part of the answer; nothing when it is finished.
    mutating func nextPage(on session: PostgresConnection) async throws -> [RefillPiece] {
        if let keptTo {
            let kept = KeptEvents(session: session, source: source)
            let page = try await kept.page(after: keptTo, for: self)
            self.keptTo = page.last?.position
            sent += Int64(page.count)
            if !page.isEmpty { return try await kept.pieces(of: page) }
        }
        let events = try await nextOfLog(on: session)
        return events.isEmpty ? [] : [.events(events)]
    }

    /// The next events of the log. Days without any are passed over.
    private mutating func nextOfLog(on session: PostgresConnection) async throws -> [LoggedEvent] {
        while true {
            let rows = try await session.query(
                """
                SELECT \(unescaped: LoggedEvent.columns) FROM event_log
                WHERE day = \(day) AND position > \(position) AND xid < \(fence) AND aggregate = \(source.aggregate)
                    AND (\(partition)::smallint IS NULL OR partition = \(partition))
                    AND (\(since)::timestamptz IS NULL OR logged_at >= \(since))
                ORDER BY position LIMIT \(Self.pageSize)
                """)
            let events = try rows.map { try LoggedEvent($0, of: source.service) }
            if let last = events.last {
                position = last.position
                sent += Int64(events.count)
                return events
            }
            let next = try await session.query("SELECT min(day) FROM event_log WHERE day > \(day)").decode(Day?.self)
            guard let next = next.first ?? nil else { return [] }
            day = next
            position = 0
        }
    }

    /// Keeps how far the answer has come.
    func save(isFinished: Bool, on session: PostgresConnection) async throws {
        try await session.execute(
            """
            UPDATE refill_answer SET kept_to = \(keptTo), day = \(day), position = \(position), sent = \(sent),
                finished_at = CASE WHEN \(isFinished) THEN now() END
            WHERE id = \(id)
            """)
    }
}
