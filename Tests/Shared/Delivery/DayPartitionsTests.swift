import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("The partitions of days", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct DayPartitionsTests {
    private let today = Day(of: .wallTime())

    private func partitions(of table: String, in pool: PostgresPool) async throws -> [String] {
        try await pool.query(
            """
            SELECT child.relname::text FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent = \(table)::text::regclass ORDER BY 1
            """
        ).decode(String.self)
    }

    private func names(_ table: String, _ offsets: ClosedRange<Int32>) -> [String] {
        offsets.map { "\(table)_\((today + $0).description.filter { $0 != "-" })" }
    }

    @Test("reach from the days that an event may come from to days without a running service")
    func range() async throws {
        try await Road.withTables { pool, _ in
            let log = try await partitions(of: "event_log", in: pool)
            #expect(log == names("event_log", -1...3))
            let inbox = try await partitions(of: "inbox", in: pool)
            #expect(inbox == names("inbox", -Inbox.retentionDays...3))
        }
    }

    @Test("are made by one of the instances that start at once, and only those that are missing")
    func atOnce() async throws {
        try await Road.withTables { pool, _ in
            let tomorrow = names("event_log", 1...1)[0]
            try await pool.execute("DROP TABLE \(identifier: tomorrow)")
            try await pool.execute("INSERT INTO inbox VALUES (\(today), \(UUIDv7.make()), 's', 0)")
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { try await DayPartitions.ensure(in: pool) } }
                try await group.waitForAll()
            }
            let log = try await partitions(of: "event_log", in: pool)
            #expect(log == names("event_log", -1...3))
            #expect(try await pool.query("SELECT count(*) FROM inbox").decode(Int.self) == [1])
        }
    }
}
