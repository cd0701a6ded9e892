internal import Eventing
internal import Postgres
internal import Vocabulary

/// Where a log begins, of a source of which nothing is kept of the days before: who begins to listen never hears those.
struct LogBeginning: Record, Hashable {
    /// The start of the first day that is there.
    var at: Instant
    /// How many events were told before it.
    var dropped: Int64

    init(at: Instant, dropped: Int64) {
        self.at = at
        self.dropped = dropped
    }

    init(_ fields: inout some FieldCoder, _ beginning: LogBeginning?) throws(EventFault) {
        at = try fields.field("at", beginning?.at)
        dropped = try fields.field("dropped", beginning?.dropped)
    }
}

extension RefillAnswer {
    /// Where the log begins, to be said before an answer with all of it; nil once some of that was sent, or if nothing was
    /// dropped that is not kept.
    func beginning(on session: PostgresConnection) async throws -> LogBeginning? {
        guard sent == 0, partition == nil, since == nil else { return nil }
        let rows = try await session.query(
            """
            SELECT sum(events)::bigint, (SELECT min(day) FROM event_log) FROM dropped_tally
            WHERE side = 'told' AND stream = \(source.aggregate)
                -- Of one that is kept, every version is told, or said to be superseded.
                AND NOT EXISTS (SELECT FROM event_kept WHERE aggregate = \(source.aggregate))
            """
        ).decode(Int64?.self, Day?.self)
        guard let (events, first) = rows.first, let events else { return nil }
        return LogBeginning(at: (first ?? Day(of: .wallTime())).start, dropped: events)
    }
}
