public import Postgres
public import Vocabulary

/// Looks at how a service's events stand, as its tables and the server's tell.
public struct StatusReader: Sendable {
    private let service: String
    private let session: PostgresConnection

    /// Looks through a session of its own, outside of any transaction: one of its own would hold the fence.
    public init(of service: String, over session: PostgresConnection) {
        self.service = service
        self.session = session
    }

    /// How things stand, but for the queues.
    /// - Parameter now: the time by which deadlines pass.
    public func read(at now: Instant) async throws -> DeliveryStatus {
        DeliveryStatus(
            service: service, log: try await log(), relay: try await relay(), inbox: try await inbox(),
            parked: try await parked(), gaps: try await gaps(), openPlans: try await openPlans(),
            deadlines: try await deadlines(at: now))
    }

    private func log() async throws -> DeliveryStatus.Log {
        let rows = try await session.query(
            """
            SELECT count(*),
                (SELECT count(*) FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
                 WHERE inhparent = 'event_log'::regclass
                    AND right(child.relname, 8)::date <= (now() AT TIME ZONE 'Asia/Shanghai')::date),
                (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_position),
                max(logged_at)
            FROM event_log
            """)
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        let (events, days, position, told) = try row.decode(Int64.self, Int64.self, Int64.self, Instant?.self)
        return DeliveryStatus.Log(events: events, days: days, lastPosition: position, lastToldAt: told)
    }

    private func relay() async throws -> RelayPosition {
        let rows = try await session.query(
            """
            SELECT reached_xid::text::bigint, reached_position, cardinality(ahead)::bigint, saved_at,
                pg_snapshot_xmin(pg_current_snapshot())::text::bigint, lag.events,
                coalesce(extract(epoch FROM clock_timestamp() - lag.since), 0)::bigint
            FROM event_cursor, LATERAL (
                SELECT count(*) AS events, min(logged_at) AS since FROM event_log
                WHERE day >= event_cursor.since AND \(unescaped: LogCursor.waiting)
            ) AS lag
            """)
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        let (transaction, position, ahead, saved, fence, events, seconds) = try row.decode(
            Int64.self, Int64.self, Int64.self, Instant.self, Int64.self, Int64.self, Int64.self)
        let holder = try await LogReader(session: session, service: service).fenceHolder()
        return RelayPosition(
            reachedTransaction: transaction, reachedPosition: position, aheadEvents: ahead, savedAt: saved,
            lagEvents: events, lagSeconds: seconds, leader: try await leader(), fence: fence,
            fenceHolder: holder.map { "\($0)" })
    }

    /// The session that holds the relay's lock.
    private func leader() async throws -> RelayPosition.Session? {
        let rows = try await session.query(
            """
            SELECT pid, coalesce(host(client_addr) || ':' || client_port, 'local'), backend_start
            FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND objsubid = 2
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND classid::bigint = \(Int64(AdvisoryLock.relay))
                AND objid::bigint = hashtext(current_schema())::bigint & 4294967295
            """)
        guard let row = rows.first else { return nil }
        let (process, client, since) = try row.decode(Int32.self, String.self, Instant.self)
        return RelayPosition.Session(process: process, client: client, since: since)
    }

    private func inbox() async throws -> DeliveryStatus.Heard {
        let rows = try await session.query("SELECT count(*), max(received_at) FROM inbox")
        guard let row = rows.first else { throw DeliveryError.notMigrated }
        let (events, received) = try row.decode(Int64.self, Instant?.self)
        return DeliveryStatus.Heard(events: events, lastReceivedAt: received)
    }

    // MARK: - What waits

    private func parked() async throws -> [DeliveryStatus.Parked] {
        try await session.query(
            "SELECT cause, count(*), min(parked_at) FROM parked_events GROUP BY cause ORDER BY cause"
        ).decode(ParkingCause.self, Int64.self, Instant.self).map { cause, events, since in
            DeliveryStatus.Parked(cause: cause, events: events, since: since)
        }
    }

    private func gaps() async throws -> [DeliveryStatus.Gap] {
        try await session.query(
            """
            SELECT source, subject, missing_from, missing_to,
                (SELECT count(*) FROM parked_events AS held
                 WHERE held.source = gap.source AND held.subject = gap.subject AND cause = \(ParkingCause.gap)),
                noticed_at, times_asked, kept_from
            FROM gap ORDER BY noticed_at, source, subject LIMIT 100
            """
        ).decode(
            String.self, String.self, Int32.self, Int32.self, Int64.self, Instant.self, Int32.self, Int32?.self
        ).map { source, subject, from, upTo, held, since, asked, kept in
            DeliveryStatus.Gap(
                source: source, subject: subject, missingFrom: from, missingTo: upTo, held: held, since: since,
                timesAsked: asked, keptFrom: kept)
        }
    }

    private func openPlans() async throws -> [ParkedPlan] {
        try await session.withTransaction(readOnly: true) { transaction in
            try await ParkedPlans(in: transaction).open()
        }
    }

    private func deadlines(at now: Instant) async throws -> [DeliveryStatus.DueDeadlines] {
        try await session.query(
            """
            SELECT kind, count(*) FILTER (WHERE due <= \(now)), count(*) FILTER (WHERE failures > 0), count(*), min(due)
            FROM deadline GROUP BY kind ORDER BY kind
            """
        ).decode(String.self, Int64.self, Int64.self, Int64.self, Instant.self).map {
            kind, due, failing, all, earliest in
            DeliveryStatus.DueDeadlines(kind: kind, due: due, failing: failing, all: all, earliest: earliest)
        }
    }
}
