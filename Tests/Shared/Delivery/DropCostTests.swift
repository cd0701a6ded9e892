import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("What it costs to drop a day", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct DropCostTests {
    @Test("is 5 CPU-seconds at most for 100,000 events, the last ones of 20,000 subjects being kept")
    func cost() async throws {
        try await LogUnderTest.with(instance: "drop-cost") { log in
            let day = Day(of: .wallTime()) - 403
            try await log.pool.execute("UPDATE event_cursor SET since = \(day + 403)")
            try await log.pool.execute(
                """
                CREATE TABLE \(identifier: "event_log_\(day.description.filter { $0 != "-" })") PARTITION OF event_log
                FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
                """)
            // Three types of each subject, and identifiers of one hour.
            let first = UUIDv7.make(at: day.start).description.prefix(14)
            try await log.pool.execute(
                """
                INSERT INTO event_log (
                    day, xid, id, aggregate, partition, subject, subject_version, type, data, digest)
                SELECT \(day), '3', (\(String(first)) || substr(gen_random_uuid()::text, 15))::uuid, 'note', 0,
                    number % 20000, number / 20000 + 1, 'x' || number / 20000 % 3, repeat('x', 500), number
                FROM generate_series(0, 99999) AS number
                """)
            let publications = [Publication(Noted.type.source, to: [], cleanup: .compact)]
            let pool = PostgresPool(
                configuration: PoolConfiguration(connection: log.configuration, maximumConnections: 1))
            let start = try await CPUTime(of: pool)
            try await DayPartitions.drop(keepingLogFor: 400, publications: publications, in: pool)
            let used = try await CPUTime(of: pool) - start
            print("a day of 100,000 events was dropped: \(used)")
            #expect(used.client + used.server <= .seconds(5))
            await pool.close()
            #expect(try await log.pool.query("SELECT count(*) FROM event_kept").decode(Int.self) == [60_000])
        }
    }
}
