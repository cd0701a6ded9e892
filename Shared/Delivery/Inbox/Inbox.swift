internal import Eventing
internal import Postgres
internal import Vocabulary

/// A service's memory of the events that it has passed on, so that each takes effect once however often it arrives.
///
/// It is divided by the event's own day, which its identifier tells, and never by the day of arrival: else an event that
/// comes before midnight and again after it would be new both times.
enum Inbox {
    /// How long it remembers what came in time: longer than a redelivery can take. After that, an event is known by the
    /// last version of its subject.
    static let retentionDays: Int32 = 7

    /// Whether an event made that day would be known again by its identifier.
    static func remembers(_ event: EventEnvelope, on today: Day) -> Bool {
        Day(of: event.id.instant) >= today - retentionDays
    }

    /// Claims events for the transaction, as the last of their subjects, and returns those that were not known, in the
    /// order given.
    static func claim(_ events: [EventEnvelope], in transaction: PostgresTransaction) async throws -> [EventEnvelope] {
        var unknown = try await unknown(try sendClaim(of: events, in: transaction))
        let fresh = events.filter { unknown.remove($0.id) != nil }
        let lasts = fresh.reduce(into: [HeardSubject: Int32]()) { lasts, event in
            lasts[HeardSubject(of: event)] = max(lasts[HeardSubject(of: event)] ?? 0, event.subjectVersion)
        }
        try note(lasts, in: transaction)
        return fresh
    }

    /// Claims events for the transaction. The reply has the identifiers that were not known.
    static func sendClaim(
        of events: [EventEnvelope], in transaction: PostgresTransaction
    ) throws(PostgresError) -> PostgresReply {
        try transaction.send(
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
    }

    /// Reads the reply to a claim.
    static func unknown(_ reply: PostgresReply) async throws -> Set<UUIDv7> {
        var unknown: Set<UUIDv7> = []
        for row in try await reply.rows { unknown.insert(try row.decode(UUIDv7.self)) }
        return unknown
    }

    /// Takes claims back that this transaction made.
    static func unclaim(_ events: [EventEnvelope], in transaction: PostgresTransaction) throws(PostgresError) {
        guard !events.isEmpty else { return }
        try transaction.send(
            """
            DELETE FROM inbox USING unnest(\(events.map { Day(of: $0.id.instant) }), \(events.map(\.id))) AS claim (day, id)
            WHERE inbox.day = claim.day AND inbox.id = claim.id
            """)
    }

    /// Keeps the last version of each subject, for good: by it replays and refills are known after the ids are forgotten.
    static func note(_ lasts: [HeardSubject: Int32], in transaction: PostgresTransaction) throws(PostgresError) {
        guard !lasts.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO inbox_subject AS known (source, subject, version)
            SELECT source, subject, version FROM unnest(
                \(lasts.map(\.key.source.description)), \(lasts.map(\.key.subject)), \(lasts.map(\.value))
            ) AS last (source, subject, version)
            ORDER BY source, subject
            ON CONFLICT (source, subject) DO UPDATE SET version = greatest(known.version, excluded.version)
            """)
    }
}
