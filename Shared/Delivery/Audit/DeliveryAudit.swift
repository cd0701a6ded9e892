internal import Eventing
public import Postgres
internal import Vocabulary

/// Looks at what a service told and heard, by its log and its inbox.
public struct DeliveryAudit: Sendable {
    let service: String
    /// The transaction whose snapshot it describes.
    public let transaction: PostgresTransaction

    /// An audit within a transaction, whose snapshot it describes.
    public init(of service: String, in transaction: PostgresTransaction) {
        self.service = service
        self.transaction = transaction
    }

    /// Keeps days from being dropped while the transaction looks at them. Must come before anything that takes the
    /// transaction's snapshot, or that would show tallies from before a drop and tables from after it.
    public func holdDays() throws(PostgresError) {
        try transaction.send("LOCK TABLE event_log, inbox, event_tally, dropped_tally IN ACCESS SHARE MODE")
    }

    /// Counts all that was told and heard.
    public func count(_ scope: DeliveryCount.Scope) async throws -> DeliveryCount {
        // A plan that is made once for all windows would be one that reads every row, each time.
        try transaction.send("SET LOCAL plan_cache_mode = force_custom_plan")
        if scope == .all { try transaction.send("SET LOCAL statement_timeout = 0") }
        let (countedTo, since, revision, fence, today) = try await mark()
        let isAll = scope == .all
        let seen = try await seen(
            since: isAll ? Day(daysSinceEpoch: 0) : since, from: isAll ? TransactionID(rawValue: 0) : countedTo,
            countedTo: countedTo, fence: fence)
        let horizon = DeliveryCount.horizon(on: today)
        return DeliveryCount(
            scope, from: DeliveryCount.Mark(countedTo: countedTo, since: since, revision: revision), upTo: fence,
            on: today, kept: try await tallies(in: "event_tally", byTheHourSince: horizon),
            dropped: isAll ? try await tallies(in: "dropped_tally", byTheHourSince: horizon) : [], seen: seen)
    }

    private func mark() async throws -> (TransactionID, Day, Int64, fence: TransactionID, today: Day) {
        let rows = try await transaction.query(
            """
            SELECT counted_to, since, revision, pg_snapshot_xmin(pg_current_snapshot()),
                (now() AT TIME ZONE 'Asia/Shanghai')::date
            FROM audit_mark
            """)
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        return try row.decode(TransactionID.self, Day.self, Int64.self, TransactionID.self, Day.self)
    }

    private func seen(
        since: Day, from: TransactionID, countedTo: TransactionID, fence: TransactionID
    ) async throws -> [DeliveryCount.Seen] {
        let told = try transaction.send(
            """
            SELECT 'told', '/throughtrain/' || \(service) || '/' || aggregate, event_hour(id), xid < \(countedTo),
                xid < \(fence), count(*), bit_xor(digest # uuid_hash_extended(id, 0))
            FROM event_log WHERE day >= \(since) AND xid >= \(from)
            GROUP BY aggregate, 3, 4, 5
            """)
        let heard = try await transaction.query(
            """
            SELECT 'heard', source, event_hour(id), xid < \(countedTo), xid < \(fence), count(*),
                bit_xor(digest # uuid_hash_extended(id, 0))
            FROM inbox WHERE xid >= \(from) AND xid::text::bigint >= \(Int64(bitPattern: from.rawValue))
            GROUP BY 2, 3, 4, 5
            """)
        return try await [told.rows, heard].flatMap { rows in
            try rows.decode(
                StreamSide.self, String.self, Instant.self, Bool.self, Bool.self, Int64.self, Int64.self
            ).map { side, source, hour, isCounted, isSettled, events, fingerprint in
                DeliveryCount.Seen(
                    tally: StreamTally(
                        side: side, source: source, hour: hour, events: events, fingerprint: fingerprint),
                    isCounted: isCounted, isSettled: isSettled)
            }
        }
    }

    private func tallies(in table: String, byTheHourSince horizon: Instant) async throws -> [StreamTally] {
        try await transaction.query(
            """
            SELECT side, CASE side WHEN 'told' THEN '/throughtrain/' || \(service) || '/' || stream ELSE stream END,
                CASE WHEN hour >= \(horizon) THEN hour END, sum(events)::bigint, bit_xor(fingerprint)
            FROM \(identifier: table) GROUP BY 1, 2, 3
            """
        ).decode(StreamSide.self, String.self, Instant?.self, Int64.self, Int64.self)
            .map { StreamTally(side: $0.0, source: $0.1, hour: $0.2, events: $0.3, fingerprint: $0.4) }
    }

    /// The events that rest in `parked_events`, as `number: type of subject: error`. One that has just arrived before
    /// another of its subject is on its way.
    public func parked() async throws -> [String] {
        try await transaction.query(
            """
            SELECT number || ': ' || coalesce(type || ' of ' || subject, 'unreadable') || ': ' || error
            FROM parked_events WHERE cause <> \(ParkingCause.gap) OR parked_at < now() - interval '1 minute'
            ORDER BY number LIMIT 100
            """
        ).decode(String.self)
    }
}
