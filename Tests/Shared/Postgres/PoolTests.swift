import Dispatch
import Glibc
import Testing

@testable import Postgres

extension LiveSuites {
    @Suite("The pool")
    struct PoolTests {
        private func configuration(_ connections: Int, timeout: Duration = .seconds(5)) -> PoolConfiguration {
            PoolConfiguration(
                connection: TestServer.configuration(), maximumConnections: connections, leaseTimeout: timeout)
        }

        private func processID(_ pool: PostgresPool) async throws -> Int32 {
            try await pool.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
        }

        @Test("many tasks share few connections")
        func shares() async throws {
            try await withPool(configuration(3)) { pool in
                let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
                    for _ in 0..<60 { group.addTask { try await processID(pool) } }
                    return try await group.reduce(into: Set()) { $0.insert($1) }
                }
                #expect((1...3).contains(processes.count))
                #expect((pool.usage.leased, pool.usage.waiting) == (0, 0))
                #expect((processes.count...3).contains(pool.usage.idle))
            }
        }

        @Test("a transaction runs on its connection's thread, behind its waits too, and holds up no other one")
        func threads() async throws {
            try await withPool(configuration(2)) { pool in
                let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
                let gate = DispatchSemaphore(value: 0)
                let held = Task.detached {
                    try await pool.withTransaction { transaction in
                        let before = currentThread()
                        _ = try await transaction.query("SELECT")
                        let behind = currentThread()
                        arrival.yield()
                        return (before, behind, isOpened: passed(gate))
                    }
                }
                for await _ in arrivals { break }
                // That one holds its thread now.
                let other = try await pool.withTransaction { transaction in
                    _ = try await transaction.query("SELECT")
                    return currentThread()
                }
                gate.signal()
                let (before, behind, isOpened) = try await held.value
                #expect(before == behind)
                #expect(other != before)
                #expect(isOpened)
            }
        }

        private func currentThread() -> UInt {
            UInt(pthread_self())
        }

        /// Blocks the thread itself until the gate is opened, which it is soon or never.
        private func passed(_ gate: DispatchSemaphore) -> Bool {
            gate.wait(timeout: .now() + 20) == .success
        }

        @Test("a lease that is not to be had in time is refused, and says how many are leased")
        func exhaustion() async throws {
            try await withPool(configuration(1, timeout: .seconds(2))) { pool in
                try await pool.withConnection { _ in
                    let other = Task.detached { try await processID(pool) }
                    let error = await #expect(throws: PostgresError.self) { try await other.value }
                    #expect(error?.kind == .exhausted)
                    #expect(error?.message.contains("1 are leased") == true)
                }
                let next = try await processID(pool)
                #expect(next > 0)
            }
        }

        @Test("those who wait are served in the order in which they came")
        func order() async throws {
            try await withPool(configuration(1)) { pool in
                let (served, continuation) = AsyncStream.makeStream(of: Int.self)
                try await pool.withConnection { _ in
                    for number in 1...5 {
                        Task.detached {
                            try await pool.withConnection { _ in continuation.yield(number) }
                        }
                        try await eventually("a waiter waits") { pool.usage.waiting == number }
                    }
                }
                var order: [Int] = []
                for await number in served.prefix(5) { order.append(number) }
                #expect(order == [1, 2, 3, 4, 5])
            }
        }

        @Test("a task that holds a connection is refused a second one, and may have it afterwards")
        func nestedLease() async throws {
            try await withPool(configuration(4)) { pool in
                let outliving = try await pool.withTransaction { transaction in
                    try transaction.send("SELECT 1")
                    let error = await #expect(throws: PostgresError.self) { try await processID(pool) }
                    #expect(error?.kind == .nestedLease)
                    let (gate, open) = AsyncStream.makeStream(of: Void.self)
                    let task = Task {
                        for await _ in gate {}
                        return try await processID(pool)
                    }
                    return (task, open)
                }
                outliving.1.finish()
                #expect(try await outliving.0.value > 0)
            }
        }

        @Test("a connection that is left within a transaction is not used again")
        func poisoned() async throws {
            try await withPool(configuration(1)) { pool in
                let first = try await pool.withConnection { session in
                    try await session.execute("BEGIN")
                    return try await session.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
                }
                let next = try await processID(pool)
                #expect(next != first)
            }
        }

        @Test("what a session leaves behind is undone before the next one")
        func sessionReset() async throws {
            try await withPool(configuration(1)) { pool in
                try await pool.withConnection { session in
                    try await session.execute("SET work_mem = '7MB'")
                    try await session.execute("CREATE TEMPORARY TABLE left_behind ()")
                    _ = try await session.query("SELECT pg_advisory_lock(17)")
                }
                let row = try await pool.query(
                    """
                    SELECT current_setting('work_mem') = '7MB', to_regclass('left_behind') IS NULL,
                        NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                    """)[0]
                #expect(try row.decode(Bool.self, Bool.self, Bool.self) == (false, true, true))
            }
        }

        @Test("a connection that the server ended is replaced, idle or leased")
        func terminated() async throws {
            try await withPool(configuration(1)) { pool in
                let observer = try await PostgresConnection.connect(TestServer.configuration())
                let first = try await processID(pool)
                try await observer.execute("SELECT pg_terminate_backend(\(first))")
                try await eventually("the loss is noticed") { pool.usage.idle == 0 }
                let second = try await processID(pool)
                #expect(second != first)
                let error = await #expect(throws: PostgresError.self) {
                    try await pool.withTransaction { transaction in
                        try await transaction.execute("SELECT 1")
                        try await observer.execute("SELECT pg_terminate_backend(\(second))")
                        try await transaction.execute("SELECT pg_sleep(60)")
                    }
                }
                #expect(error?.kind == .connectionLost)
                #expect(error?.isOutage == true)
                let next = try await processID(pool)
                #expect(next != second)
                await observer.close()
            }
        }

        @Test("a pool that is closed waits for its leases, and refuses new ones")
        func close() async throws {
            let pool = PostgresPool(configuration: configuration(2))
            let (began, hasBegun) = AsyncStream.makeStream(of: Void.self)
            let work = Task {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("SELECT 1")
                    hasBegun.finish()
                    return try await transaction.query("SELECT pg_sleep(0.05)").count
                }
            }
            for await _ in began {}
            await pool.close()
            #expect(try await work.value == 1)
            let error = await #expect(throws: PostgresError.self) { try await processID(pool) }
            #expect(error?.kind == .closed)
        }

        @Test("when the end of a pool is over, none of its connections is still being closed")
        func closedWhenOver() async throws {
            for _ in 0..<30 {
                let pool = PostgresPool(configuration: configuration(4))
                let connections = try await withThrowingTaskGroup(of: PostgresConnection.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            try await pool.withConnection { connection in
                                try await connection.execute("SELECT pg_sleep(0.01)")
                                return connection
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                await pool.close()
                #expect(connections.allSatisfy { !$0.isIdle })
            }
        }

        @Test("leases that outstay the end of the pool are cut off, and what they run is stopped")
        func closeAbandons() async throws {
            let pool = PostgresPool(configuration: configuration(1))
            let observer = try await PostgresConnection.connect(TestServer.configuration())
            let process = try await processID(pool)
            let work = Task {
                try await pool.withTransaction { _ = try await $0.execute("SELECT pg_sleep(60)") }
            }
            try await eventually("it runs") {
                try await observer.query(
                    "SELECT FROM pg_stat_activity WHERE pid = \(process) AND wait_event = 'PgSleep'"
                ).count == 1
            }
            await pool.close(drainingFor: .milliseconds(10))
            let error = await #expect(throws: PostgresError.self) { try await work.value }
            #expect(error?.kind == .closed)
            try await eventually("the server stopped it") {
                try await observer.query("SELECT FROM pg_stat_activity WHERE pid = \(process)").isEmpty
            }
            await observer.close()
        }

        @Test("a server that cannot be reached is reported to those who wait")
        func unreachable() async throws {
            // Nothing listens on the port for multiplexers of TCP.
            let pool = PostgresPool(
                configuration: PoolConfiguration(connection: TestServer.configuration(port: 1), maximumConnections: 2))
            for _ in 0..<3 {
                let error = await #expect(throws: PostgresError.self) { try await processID(pool) }
                #expect(error?.kind == .connectionFailed)
                #expect(error?.isOutage == true)
            }
            await pool.close()
        }
    }
}
