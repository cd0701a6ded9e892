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
            WHERE inhparent = \(table)::text::regclass AND pg_get_expr(child.relpartbound, child.oid) <> 'DEFAULT'
            ORDER BY 1
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

    @Test("are made for a day whose events came before it had one, which then lie there")
    func late() async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute(
                """
                INSERT INTO inbox (day, id, source, digest)
                VALUES (\(today + 4), \(UUIDv7.make()), 's', 1), (\(today - 20), \(UUIDv7.make()), 's', 1)
                """)
            try await DayPartitions.ensure(through: today + 4, in: pool)
            let inbox = try await partitions(of: "inbox", in: pool)
            #expect(inbox == names("inbox", -Inbox.retentionDays...4))
            let left = try await pool.query("SELECT day FROM inbox_earlier").decode(Day.self)
            #expect(left == [today - 20])
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

    @Test(
        "that are long past are dropped, but what they held still counts, whether an audit had counted it or not",
        arguments: [false, true])
    func dropped(isCounted: Bool) async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute("UPDATE event_cursor SET since = \(today)")
            try await fill("event_log", [-402, -401, -400, 0], in: pool)
            try await fill("inbox", [-30, -9, -8, 0], in: pool)
            let before = try await count(.new, in: pool)
            if isCounted { try await before.keep(in: pool) }
            try await DayPartitions.drop(keepingLogFor: 400, publications: Road.publications, in: pool)
            try await DayPartitions.drop(keepingLogFor: 400, publications: Road.publications, in: pool)
            let log = try await partitions(of: "event_log", in: pool)
            #expect(log == names("event_log", -400 ... -400) + names("event_log", -1...3))
            let inbox = try await partitions(of: "inbox", in: pool)
            #expect(inbox == names("inbox", -8...3))
            #expect(try await pool.query("SELECT count(*) FROM event_log").decode(Int.self) == [2])
            #expect(before.sheet.tallies.reduce(0) { $0 + $1.events } == 8)
            for scope in [DeliveryCount.Scope.new, .all] {
                let after = try await count(scope, in: pool)
                #expect(after.sheet == before.sheet)
                #expect(after.drift == [])
                // One that was taken before the drop has nothing to add to what the drop counted.
                #expect(try await after.keep(in: pool))
            }
            #expect(try await !before.keep(in: pool))
        }
    }

    @Test("that the relay has still to carry are kept, however old they are")
    func unrelayed() async throws {
        try await Road.withTables { pool, _ in
            try await fill("event_log", [-500, -450], in: pool)
            try await pool.execute("UPDATE event_cursor SET since = \(today - 450)")
            try await DayPartitions.drop(keepingLogFor: 400, publications: Road.publications, in: pool)
            let log = try await partitions(of: "event_log", in: pool)
            #expect(log == names("event_log", -450 ... -450) + names("event_log", -1...3))
        }
    }

    @Test("of the log cannot be changed, emptied or thinned out, neither all together nor one")
    func neverRewritten() async throws {
        try await Road.withTables { pool, _ in
            try await fill("event_log", [0], in: pool)
            for table in ["event_log", names("event_log", 0...0)[0]] {
                for change in ["UPDATE \(table) SET data = '{}'", "DELETE FROM \(table)"] {
                    await #expect(throws: PostgresError.self, "\(change)") {
                        try await pool.execute("\(unescaped: change)")
                    }
                }
            }
            await #expect(throws: PostgresError.self) { try await pool.execute("TRUNCATE event_log") }
            #expect(try await pool.query("SELECT count(*) FROM event_log").decode(Int.self) == [1])
        }
    }

    /// Puts an event on each of some days, with its partition if there is none, by a transaction long past.
    private func fill(_ table: String, _ offsets: [Int32], in pool: PostgresPool) async throws {
        for offset in offsets {
            let day = today + offset
            try await pool.execute(
                """
                CREATE TABLE IF NOT EXISTS \(identifier: names(table, offset...offset)[0])
                PARTITION OF \(identifier: table)
                FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
                """)
            let (id, digest) = (UUIDv7.make(), Int64(offset) * 7919)
            if table == "inbox" {
                try await pool.execute(
                    "INSERT INTO inbox (day, id, source, digest, xid) VALUES (\(day), \(id), 's', \(digest), '3')")
            } else {
                try await pool.execute(
                    """
                    INSERT INTO event_log (
                        day, xid, id, aggregate, partition, subject, subject_version, type, data, digest)
                    VALUES (\(day), '3', \(id), 'note', 0, 's', 1, 't', '{}', \(digest))
                    """)
            }
        }
    }

    private func count(_ scope: DeliveryCount.Scope, in pool: PostgresPool) async throws -> DeliveryCount {
        try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) {
            try await DeliveryAudit(of: "hearer", in: $0).count(scope)
        }
    }
}
