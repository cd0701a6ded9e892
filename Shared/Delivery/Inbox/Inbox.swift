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

    /// Claims events for the transaction: they are passed on in it. Nothing is awaited; that somebody else has claimed one of
    /// them fails the transaction.
    static func claim(_ events: [EventEnvelope], in transaction: PostgresTransaction) throws(PostgresError) {
        guard !events.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO inbox (day, id, source, digest)
            SELECT * FROM unnest(
                \(events.map { Day(of: $0.id.instant) }), \(events.map(\.id)), \(events.map(\.source.description)),
                \(events.map { Int64(bitPattern: $0.digest) })
            ) AS event (day, id, source, digest)
            -- One sorted order for all, so that two instances that claim the same events cannot deadlock.
            ORDER BY id
            """)
    }

    /// Whether a transaction failed since another one claimed the same event, or heard of the same subject for the first time,
    /// while it did. Of a subject that nobody has heard of there is no row to lock.
    static func isRace(_ error: PostgresError) -> Bool {
        error.sqlState == "23505" && error.table?.hasPrefix("inbox") == true
    }

    /// Those of some events that were claimed, by their identifiers.
    static func known(_ events: [EventEnvelope], in transaction: PostgresTransaction) async throws -> Set<UUIDv7> {
        guard !events.isEmpty else { return [] }
        let rows = try await transaction.query(
            """
            SELECT event.id
            FROM unnest(\(events.map { Day(of: $0.id.instant) }), \(events.map(\.id))) AS event (day, id)
            CROSS JOIN LATERAL (SELECT FROM inbox WHERE inbox.day = event.day AND inbox.id = event.id) AS claim
            """)
        return Set(try rows.decode(UUIDv7.self))
    }

    /// Keeps the last version of each subject, for good: by it replays and refills are known after the ids are forgotten.
    /// - Parameter before: how the subjects stood, for the transaction has locked those that had been heard of. To insert a
    ///   row costs half as much when it cannot be there.
    static func note(
        _ lasts: [HeardSubject: Int32], since before: [HeardSubject: OrderProof.Standing],
        in transaction: PostgresTransaction
    ) throws(PostgresError) {
        let isNew = { (subject: HeardSubject) in before[subject]?.last ?? 0 == 0 }
        let fresh = lasts.filter { isNew($0.key) }
        if !fresh.isEmpty {
            try transaction.send(
                """
                INSERT INTO inbox_subject (source, subject, version)
                SELECT source, subject, version FROM unnest(
                    \(fresh.map(\.key.source.description)), \(fresh.map(\.key.subject)), \(fresh.map(\.value))
                ) AS last (source, subject, version)
                ORDER BY source, subject
                """)
        }
        let moved = lasts.filter { !isNew($0.key) }
        guard !moved.isEmpty else { return }
        // Each is looked up by itself: a join would take the plan that was best for the table when it was empty.
        try transaction.send(
            """
            INSERT INTO inbox_subject AS known (source, subject, version)
            SELECT source, subject, version FROM unnest(
                \(moved.map(\.key.source.description)), \(moved.map(\.key.subject)), \(moved.map(\.value))
            ) AS last (source, subject, version)
            ORDER BY source, subject
            ON CONFLICT (source, subject) DO UPDATE SET version = greatest(known.version, excluded.version)
            """)
    }
}
