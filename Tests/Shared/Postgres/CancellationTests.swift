import Postgres
import Testing

extension LiveSuites {
    @Suite("Cancellation")
    struct CancellationTests {
        /// A pool of one connection on a schema with an empty table, and a session that looks on.
        private func withFacts(_ body: (PostgresPool, _ observer: PostgresConnection) async throws -> Void) async throws
        {
            try await withSchema { schema, observer in
                try await observer.execute("CREATE TABLE fact (id bigint PRIMARY KEY)")
                let configuration = PoolConfiguration(
                    connection: TestServer.configuration(schema: schema), maximumConnections: 1)
                try await withPool(configuration) { try await body($0, observer) }
                let left = try await observer.query("SELECT FROM fact").count
                #expect(left == 0, "a cancelled transaction must leave nothing")
            }
        }

        private func expectCancelled<Value: Sendable>(_ task: Task<Value, any Error>) async {
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
        }

        @Test("before a lease is asked for")
        func beforeLease() async throws {
            try await withFacts { pool, _ in
                let (gate, open) = AsyncStream.makeStream(of: Void.self)
                let task = Task {
                    for await _ in gate {}
                    try await pool.execute("INSERT INTO fact VALUES (1)")
                }
                task.cancel()
                open.finish()
                await expectCancelled(task)
                #expect(pool.usage.idle == 0)
            }
        }

        @Test("while waiting for a lease, which the next one gets")
        func whileWaiting() async throws {
            try await withFacts { pool, _ in
                let next = try await pool.withConnection { _ in
                    let task = Task.detached { _ = try await pool.execute("INSERT INTO fact VALUES (1)") }
                    try await eventually("it waits") { pool.usage.waiting == 1 }
                    let next = Task.detached { try await pool.query("SELECT 1").count }
                    try await eventually("the next one waits") { pool.usage.waiting == 2 }
                    task.cancel()
                    await expectCancelled(task)
                    return next
                }
                #expect(try await next.value == 1)
            }
        }

        @Test("as its reply comes: whoever gets the connection next keeps it")
        func asReplyComes() async throws {
            try await withFacts { pool, _ in
                for round in 0..<400 {
                    let task = Task.detached { _ = try await pool.execute("SELECT") }
                    let next = Task.detached { try await pool.query("SELECT 1").count }
                    // About as long as a reply takes: now less, now more.
                    for _ in 0..<round % 40 { await Task.yield() }
                    task.cancel()
                    _ = try? await task.value
                    let count = try await next.value
                    #expect(count == 1)
                }
            }
        }

        @Test("before a statement is sent: it never is, and the connection is used again")
        func beforeSending() async throws {
            try await withFacts { pool, _ in
                let before = try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                let task = Task {
                    try await pool.withTransaction { transaction in
                        try transaction.send("INSERT INTO fact VALUES (1)")
                        withUnsafeCurrentTask { $0?.cancel() }
                        try await transaction.execute("INSERT INTO fact VALUES (2)")
                    }
                }
                await expectCancelled(task)
                let after = try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                #expect(before == after)
            }
        }

        @Test("while a statement runs: the server stops it, and the connection is replaced")
        func whileRunning() async throws {
            try await withFacts { pool, observer in
                let before = try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                let task = Task {
                    try await pool.withTransaction { transaction in
                        try transaction.send("INSERT INTO fact VALUES (1)")
                        try await transaction.execute("SELECT pg_sleep(60)")
                    }
                }
                try await eventually("it runs") {
                    try await observer.query(
                        "SELECT FROM pg_stat_activity WHERE pid = \(before) AND wait_event = 'PgSleep'"
                    ).count == 1
                }
                task.cancel()
                await expectCancelled(task)
                try await eventually("the server stopped it") {
                    try await observer.query("SELECT FROM pg_stat_activity WHERE pid = \(before)").isEmpty
                }
                let after = try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                #expect(before != after)
            }
        }

        @Test("after the body returned: nothing is committed")
        func beforeCommit() async throws {
            try await withFacts { pool, _ in
                let task = Task {
                    try await pool.withTransaction { transaction in
                        try await transaction.execute("INSERT INTO fact VALUES (1)")
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
                await expectCancelled(task)
            }
        }

        @Test("during COMMIT: its outcome is awaited, and holds")
        func duringCommit() async throws {
            try await withFacts { pool, observer in
                // A deferred trigger holds COMMIT up until the lock that the observer holds is free.
                try await observer.execute(
                    """
                    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN PERFORM pg_advisory_xact_lock(4711, tg_relid::int); RETURN NULL; END'
                    """)
                try await observer.execute(
                    """
                    CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON fact DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION hold()
                    """)
                _ = try await observer.query("SELECT pg_advisory_lock(4711, 'fact'::regclass::int)")
                let task = Task {
                    try await pool.withTransaction { _ = try $0.send("INSERT INTO fact VALUES (1)") }
                    return Task.isCancelled
                }
                try await eventually("COMMIT waits") {
                    try await observer.query("SELECT FROM pg_locks WHERE classid = 4711 AND NOT granted").count == 1
                }
                task.cancel()
                _ = try await observer.query("SELECT pg_advisory_unlock(4711, 'fact'::regclass::int)")
                #expect(try await task.value, "the task was cancelled and its transaction committed")
                #expect(try await observer.execute("DELETE FROM fact") == 1)
            }
        }

        @Test("during the rollback of a body that threw")
        func rollback() async throws {
            struct Refusal: Error {}
            try await withFacts { pool, _ in
                let before = try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                let task = Task {
                    try await pool.withTransaction { transaction in
                        try await transaction.execute("INSERT INTO fact VALUES (1)")
                        withUnsafeCurrentTask { $0?.cancel() }
                        throw Refusal()
                    }
                }
                await #expect(throws: Refusal.self) { try await task.value }
                let after = try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                #expect(before == after, "the connection was rolled back, not discarded")
            }
        }
    }
}
