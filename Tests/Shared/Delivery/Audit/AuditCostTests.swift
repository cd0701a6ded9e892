import Foundation
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery
@testable import Runtime

@Suite("What an audit costs", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct AuditCostTests {
    /// How many events there were before, half of them told and half of them heard.
    private let before = 300_000
    /// How many are told, and how many are heard, since.
    private let since = 100_000

    @Test("does not grow with what was counted before: 100,000 new events take the server 3 CPU-seconds at most")
    func cost() async throws {
        try await LogUnderTest.with(instance: "audit-cost") { log in
            // A session that works alone shows all that it costs.
            let configuration = log.configuration
            try await log.pool.execute("ALTER ROLE CURRENT_USER SET max_parallel_workers_per_gather = 0")
            let pool = PostgresPool(
                configuration: PoolConfiguration(connection: configuration, maximumConnections: 1))
            try await fill(log.pool, told: before / 2, heard: before / 2)
            _ = try await ServiceAudit(hosted: AuditedTeller(), pool: pool).run()
            try await fill(log.pool, told: since, heard: since)

            let start = try await CPUTime(of: pool)
            let report = try await ServiceAudit(hosted: AuditedTeller(), pool: pool).run()
            let used = try await CPUTime(of: pool) - start
            print("an audit of \(since) events told and \(since) heard, after \(before): \(used)")
            #expect(report.eventsRead == Int64(2 * since))
            #expect(report.events(.told) == Int64(before / 2 + since))
            #expect(report.breaches == [])
            // The client's share, here, is that of all tests that run beside this one.
            #expect(used.server <= .seconds(3))

            let idle = try await CPUTime(of: pool)
            #expect(try await ServiceAudit(hosted: AuditedTeller(), pool: pool).run().eventsRead == 0)
            print("one with nothing new: \(try await CPUTime(of: pool) - idle)")
            await pool.close()
        }
    }

    /// Events as services write them: 500 bytes of data each, five of each subject.
    private func fill(_ pool: PostgresPool, told: Int, heard: Int) async throws {
        let batch = UUIDv7.make().description
        try await pool.withTransaction { transaction in
            try await transaction.execute("SET LOCAL statement_timeout = 0")
            try await transaction.execute(
                """
                INSERT INTO event_log (id, aggregate, partition, subject, subject_version, type, data, digest)
                SELECT \(unescaped: Self.identifier), 'note', number % 4, \(batch) || number / 5, number % 5 + 1, 'tests.note.noted',
                    '{"text":"' || repeat('x', 480) || '"}', number
                FROM generate_series(0, \(told - 1)) AS number
                """)
            try await transaction.execute(
                """
                INSERT INTO event_subject (aggregate, subject, version)
                SELECT 'note', \(batch) || number, 5 FROM generate_series(0, \(told / 5 - 1)) AS number
                """)
            try await transaction.execute(
                """
                INSERT INTO inbox (day, id, source, digest)
                SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date, \(unescaped: Self.identifier), '/throughtrain/x/y', number
                FROM generate_series(0, \(heard - 1)) AS number
                """)
        }
        // The relay has carried them.
        try await pool.execute("UPDATE event_cursor SET reached_xid = pg_current_xact_id()")
    }

    /// An identifier of now, in the server's words.
    private static let identifier = """
        overlay(gen_random_uuid()::text PLACING regexp_replace(
            lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0'), '(.{8})', '\\1-') FROM 1)::uuid
        """
}

/// What this process and the server's process of one session have used.
struct CPUTime: CustomStringConvertible {
    var client: Duration
    var server: Duration

    /// - Parameter pool: has one connection, to a server on this machine.
    init(of pool: PostgresPool) async throws {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        client = Self.duration(usage.ru_utime) + Self.duration(usage.ru_stime)
        let process = try await pool.query("SELECT pg_backend_pid()").decode(Int32.self)[0]
        let status = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        // Behind the program's name, which may have spaces: the 12th and 13th fields, in ticks.
        let fields = status[(status.lastIndex(of: ")") ?? status.startIndex)...].split(separator: " ")
        server = .seconds(fields[12...13].compactMap { Int($0) }.reduce(0, +)) / sysconf(Int32(_SC_CLK_TCK))
    }

    private init(client: Duration, server: Duration) {
        self.client = client
        self.server = server
    }

    private static func duration(_ time: timeval) -> Duration {
        .seconds(time.tv_sec) + .microseconds(time.tv_usec)
    }

    static func - (later: CPUTime, earlier: CPUTime) -> CPUTime {
        CPUTime(client: later.client - earlier.client, server: later.server - earlier.server)
    }

    var description: String { "\(client) of the client and \(server) of the server" }
}
