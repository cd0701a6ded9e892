import Eventing
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
            try await expectStillCounted(before, in: pool)
        }
    }

    @Test(
        "that the inbox never had are forgotten as those that it had, by when their events came, and these still count",
        arguments: [false, true])
    func earlier(isCounted: Bool) async throws {
        try await Road.withTables { pool, _ in
            for daysAgo in [20, 9, 9, 9, 8, 0] as [Int32] {
                try await pool.execute(
                    """
                    INSERT INTO inbox (day, id, source, digest, received_at, xid)
                    VALUES (\(today - 30), \(UUIDv7.make()), 's', 7, now() - make_interval(days => \(daysAgo), secs => -60), '3')
                    """)
            }
            let before = try await count(.new, in: pool)
            if isCounted { try await before.keep(in: pool) }
            try await EarlierEvents.forget(in: pool, batchSize: 2)
            #expect(try await pool.query("SELECT count(*) FROM inbox_earlier").decode(Int.self) == [2])
            #expect(before.sheet.tallies.reduce(0) { $0 + $1.events } == 6)
            try await expectStillCounted(before, in: pool)
        }
    }

    @Test("of the log that the schema's owner has kept are kept, though the service would drop them")
    func retained() async throws {
        try await Road.withTables { pool, _ in
            try await fill("event_log", [-403, -402], in: pool)
            try await pool.execute("UPDATE event_cursor SET since = \(today)")
            try await pool.execute("UPDATE log_retention SET days = 402")
            try await DayPartitions.drop(keepingLogFor: 9, publications: Road.publications, in: pool)
            let log = try await partitions(of: "event_log", in: pool)
            #expect(log == names("event_log", -402 ... -402) + names("event_log", -1...3))
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

    @Test("leave the last event of each kind of each subject, or every one, or none, as the publication says")
    func kept() async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute("UPDATE event_cursor SET since = \(today)")
            try await put([("a", 1, "x"), ("a", 2, "x"), ("a", 3, "y"), ("b", 1, "x")], on: -403, in: pool)
            try await put([("a", 4, "x"), ("a", 5, "x")], on: -402, in: pool)
            try await put([("a", 6, "x"), ("b", 2, "y")], on: -400, in: pool)
            func dropped(_ days: Int32, _ cleanup: Publication.Cleanup) async throws -> [String] {
                let publications = [Publication(Noted.type.source, to: [], cleanup: cleanup)]
                for _ in 0..<2 {
                    try await DayPartitions.drop(keepingLogFor: days, publications: publications, in: pool)
                }
                return try await pool.query(
                    "SELECT subject || subject_version || type FROM event_kept ORDER BY position"
                ).decode(String.self)
            }
            #expect(try await dropped(402, .compact) == ["a2x", "a3y", "b1x"])
            #expect(try await dropped(400, .compact) == ["a3y", "b1x", "a5x"])
            #expect(try await dropped(399, .keep) == ["a3y", "b1x", "a5x", "a6x", "b2y"])
            #expect(try await dropped(399, .delete) == [])
            #expect(try await pool.query("SELECT count(*) FROM event_log").decode(Int.self) == [0])
        }
    }

    @Test("are kept whole, and nothing of them beside, while somebody reads them; and dropped after that")
    func readMeanwhile() async throws {
        try await Road.withTables { pool, configuration in
            try await pool.execute("UPDATE event_cursor SET since = \(today)")
            try await put([("a", 1, "x")], on: -403, in: pool)
            let publications = [Publication(Noted.type.source, to: [], cleanup: .compact)]
            func found() async throws -> [Int] {
                try await pool.query(
                    """
                    SELECT count(*) FROM event_log UNION ALL SELECT count(*) FROM event_kept
                    UNION ALL SELECT count(*) FROM dropped_tally
                    """
                ).decode(Int.self)
            }
            let reader = try await PostgresConnection.connect(configuration)
            try await reader.execute("BEGIN")
            try await reader.execute("LOCK TABLE event_log IN ACCESS SHARE MODE")
            await #expect(throws: PostgresError.self) {
                try await DayPartitions.drop(keepingLogFor: 400, publications: publications, in: pool)
            }
            #expect(try await found() == [1, 0, 0])
            await reader.close()
            try await DayPartitions.drop(keepingLogFor: 400, publications: publications, in: pool)
            #expect(try await found() == [0, 1, 1])
        }
    }

    @Test("that an answer has still to send are kept, unless nobody has taken it for a week")
    func answering() async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute("UPDATE event_cursor SET since = \(today)")
            try await fill("event_log", [-410, -405], in: pool)
            try await pool.execute(
                """
                INSERT INTO refill_answer (id, asker, aggregate, fence, day, position)
                VALUES (\(UUIDv7.make()), 'hearer', 'note', '3', \(today - 405), 0)
                """)
            func left() async throws -> [Day] {
                try await DayPartitions.drop(keepingLogFor: 400, publications: Road.publications, in: pool)
                return try await pool.query("SELECT day FROM event_log").decode(Day.self)
            }
            #expect(try await left() == [today - 405])
            try await pool.execute("UPDATE refill_answer SET taken_at = now() - interval '8 days'")
            #expect(try await left() == [])
        }
    }

    @Test("between which a subject's versions crossed midnight the wrong way round are dropped together")
    func straddled() async throws {
        try await Road.withTables { pool, _ in
            try await pool.execute("UPDATE event_cursor SET since = \(today)")
            try await put([("a", 1, "x")], on: -403, in: pool)
            try await put([("a", 2, "x")], on: -401, in: pool)
            try await put([("a", 3, "x")], on: -402, in: pool)
            try await put([("a", 4, "x")], on: -400, in: pool)
            let publications = [Publication(Noted.type.source, to: [], cleanup: .compact)]
            func left(_ days: Int32) async throws -> [Int32] {
                try await DayPartitions.drop(keepingLogFor: days, publications: publications, in: pool)
                return try await pool.query("SELECT subject_version FROM event_log ORDER BY position").decode(
                    Int32.self)
            }
            #expect(try await left(401) == [2, 3, 4])
            #expect(try await left(400) == [4])
            #expect(try await pool.query("SELECT subject_version FROM event_kept").decode(Int.self) == [3])
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

    /// Puts events of subjects on a day that was relayed long ago, in this order.
    private func put(
        _ events: [(subject: String, version: Int32, type: String)], on offset: Int32, in pool: PostgresPool
    )
        async throws
    {
        let day = today + offset
        try await pool.execute(
            """
            CREATE TABLE \(identifier: names("event_log", offset...offset)[0]) PARTITION OF event_log
            FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
            """)
        for (subject, version, type) in events {
            try await pool.execute(
                """
                INSERT INTO event_log (
                    day, xid, id, aggregate, partition, subject, subject_version, type, data, digest)
                VALUES (\(day), '3', \(UUIDv7.make(at: day.start)), 'note', 0, \(subject), \(version), \(type), '{}', 1)
                """)
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

    /// What was there before rows went is counted as it was.
    private func expectStillCounted(_ before: DeliveryCount, in pool: PostgresPool) async throws {
        for scope in [DeliveryCount.Scope.new, .all] {
            let after = try await count(scope, in: pool)
            #expect(after.sheet == before.sheet)
            #expect(after.drift == [])
            #expect(try await after.keep(in: pool))
        }
        // One that was taken before has nothing to add to what was counted as they went.
        #expect(try await !before.keep(in: pool))
    }

    private func count(_ scope: DeliveryCount.Scope, in pool: PostgresPool) async throws -> DeliveryCount {
        try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) {
            try await DeliveryAudit(of: "hearer", in: $0).count(scope)
        }
    }
}
