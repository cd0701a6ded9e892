internal import Eventing
internal import Postgres
public import Vocabulary

extension DeliveryAudit {
    /// Lists the events told, or heard, of a source, of the days that are kept. The transaction must have one snapshot, and
    /// have done nothing yet, so that the tallies are of the same time as the rows.
    /// - Parameters:
    ///   - hour: the start of the hour in which their identifiers were made; nil for all.
    ///   - queued: how many messages of the source lay in the service's queues before the transaction began; nil if that
    ///     is not known.
    public func listing(
        _ side: StreamSide, source: String, hour: Instant?, queued: Int64? = nil
    ) async throws -> EventListing {
        let began = Instant.wallTime()
        let count = try await count(.new)
        let ids = (from: hour ?? Instant(milliseconds: 0), to: hour.map { $0 + .hours(1) } ?? .endOfIdentifiers)
        let entries =
            switch side {
            case .told: try await told(source, from: ids.from, to: ids.to)
            case .heard: try await heard(source, from: ids.from, to: ids.to)
            }
        return EventListing(
            service: service, side: side, source: source, hour: hour, began: began, ended: .wallTime(), queued: queued,
            tallied: hour.flatMap { count.events(of: TallySheet.Stream(side, of: source), in: $0) }, entries: entries)
    }

    private func told(_ source: String, from start: Instant, to end: Instant) async throws -> [EventListing.Entry] {
        // A row lies on the day on which its transaction began, which is not before the day of its identifier by more
        // than a transaction can last.
        try await transaction.query(
            """
            SELECT id, digest, CASE WHEN \(unescaped: LogCursor.waiting) THEN 'waiting' ELSE 'left' END
            FROM event_log, event_cursor
            WHERE '/throughtrain/' || \(service) || '/' || aggregate = \(source)
                AND day >= \(Day(of: start) - 1) AND day <= \(Day(of: end) + 1)
                AND id >= \(UUIDv7.first(at: start)) AND id < \(UUIDv7.first(at: end))
            UNION
            SELECT id, digest, 'lost' FROM lost_event
            WHERE source = \(source) AND id >= \(UUIDv7.first(at: start)) AND id < \(UUIDv7.first(at: end))
            ORDER BY id
            """
        ).decode(UUIDv7.self, Int64.self, EventListing.Standing.self)
            .map { EventListing.Entry(id: $0.0, digest: $0.1, standing: $0.2) }
    }

    private func heard(_ source: String, from start: Instant, to end: Instant) async throws -> [EventListing.Entry] {
        try await transaction.query(
            """
            WITH listed AS (
                SELECT id, digest FROM inbox
                WHERE source = \(source) AND day >= \(Day(of: start)) AND day <= \(Day(of: end))
                    AND id >= \(UUIDv7.first(at: start)) AND id < \(UUIDv7.first(at: end))
            )
            SELECT id, digest, 'heard' AS standing FROM listed
            UNION ALL
            SELECT id, digest, 'parked' FROM parked_events
            WHERE source = \(source) AND id >= \(UUIDv7.first(at: start)) AND id < \(UUIDv7.first(at: end))
                AND NOT EXISTS (SELECT FROM listed WHERE listed.id = parked_events.id)
            ORDER BY id
            """
        ).decode(UUIDv7.self, Int64.self, EventListing.Standing.self)
            .map { EventListing.Entry(id: $0.0, digest: $0.1, standing: $0.2) }
    }
}

extension EventListing.Standing: StoredAsText {}

extension Instant {
    /// Later than any identifier can say: identifiers have 48 bits of milliseconds, but a day of the server's has 32.
    fileprivate static let endOfIdentifiers = Instant(milliseconds: 4_102_444_800_000)
}

extension UUIDv7 {
    /// No identifier made at an instant is before this one.
    static func first(at instant: Instant) -> UUIDv7 {
        UUIDv7(high: UInt64(truncatingIfNeeded: instant.milliseconds) << 16, low: 0)
    }
}
