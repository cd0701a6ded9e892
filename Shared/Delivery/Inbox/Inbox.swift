internal import Eventing
internal import Postgres
internal import Vocabulary

/// A service's memory of the events that it has handled, so that each takes effect once however often it arrives.
///
/// It is divided by the event's own day, which its identifier tells, and never by the day of arrival: else an event that
/// comes before midnight and again after it would be new both times.
enum Inbox {
    /// How long it remembers: longer than a redelivery can take.
    static let retentionDays: Int32 = 7

    /// Whether an event made that day would be known again. One from tomorrow is a faulty clock's.
    static func remembers(_ event: EventEnvelope, on today: Day) -> Bool {
        let day = Day(of: event.id.instant)
        return day >= today - retentionDays && day <= today + 1
    }

    /// Claims events for the transaction, and returns those that were not known, in the order given.
    static func claim(_ events: [EventEnvelope], in transaction: PostgresTransaction) async throws -> [EventEnvelope] {
        let rows = try await transaction.query(
            """
            INSERT INTO inbox (day, id, source, digest)
            SELECT DISTINCT ON (id) day, id, source, digest FROM unnest(
                \(events.map { Day(of: $0.id.instant) }), \(events.map(\.id)), \(events.map(\.source.description)),
                \(events.map { Int64(bitPattern: $0.digest) })
            ) AS event (day, id, source, digest)
            -- One sorted order for all, so that two instances that claim the same events cannot deadlock.
            ORDER BY id
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
        var unknown: Set<UUIDv7> = []
        for row in rows { unknown.insert(try row.decode(UUIDv7.self)) }
        let fresh = events.filter { unknown.remove($0.id) != nil }
        try noteVersions(of: fresh, in: transaction)
        return fresh
    }

    /// Keeps the last version of each subject, for good: by it replays and refills are known after the ids are forgotten.
    private static func noteVersions(of events: [EventEnvelope], in transaction: PostgresTransaction) throws {
        guard !events.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO inbox_subject AS known (source, subject, version)
            SELECT source, subject, max(version) FROM unnest(
                \(events.map(\.source.description)), \(events.map(\.subject)), \(events.map(\.subjectVersion))
            ) AS event (source, subject, version)
            GROUP BY source, subject ORDER BY source, subject
            ON CONFLICT (source, subject) DO UPDATE SET version = greatest(known.version, excluded.version)
            """)
    }
}
