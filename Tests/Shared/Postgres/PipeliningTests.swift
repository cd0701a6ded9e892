import Postgres
import Testing

extension LiveSuites {
    @Suite("Round trips and prepared statements")
    struct PipeliningTests {
        private func withProxy(
            _ body: (_ proxy: CountingProxy, _ session: PostgresConnection, _ observer: PostgresConnection) async throws
                -> Void
        ) async throws {
            try await withSchema { schema, observer in
                try await observer.execute("CREATE TABLE fact (id bigint PRIMARY KEY)")
                let proxy = try CountingProxy(to: TestServer.serverPort)
                let session = try await PostgresConnection.connect(
                    TestServer.configuration(schema: schema, port: proxy.port))
                try await body(proxy, session, observer)
                await session.close()
                proxy.end()
            }
        }

        @Test("a transaction that waits for no reply is one round trip")
        func oneRoundTrip() async throws {
            try await withProxy { proxy, session, _ in
                let before = proxy.turns
                try await session.withTransaction { transaction in
                    for id in 1...10 { try transaction.send("INSERT INTO fact VALUES (\(id))") }
                }
                #expect(proxy.turns - before == 1)
            }
        }

        @Test("a transaction that waits once is two round trips, and one that does nothing is none")
        func waiting() async throws {
            try await withProxy { proxy, session, _ in
                let before = proxy.turns
                try await session.withTransaction { transaction in
                    let first = try transaction.send("SELECT count(*) FROM fact")
                    let second = try transaction.send("SELECT 2")
                    let count = try await first.rows[0].decode(Int.self)
                    let two = try await second.rows[0].decode(Int.self)
                    try transaction.send("INSERT INTO fact VALUES (\(count + two))")
                }
                #expect(proxy.turns - before == 2)
                try await session.withTransaction { _ in }
                #expect(proxy.turns - before == 2)
            }
        }

        @Test("a deferred constraint fails the statement that it refuses only when that is committed, and no other")
        func deferred() async throws {
            try await withSchema { _, session in
                try await session.execute("CREATE TABLE once (id bigint UNIQUE DEFERRABLE INITIALLY DEFERRED)")
                try await session.execute("INSERT INTO once VALUES (1)")
                let inserts = [2, 1, 3].map { id in
                    Task { try await session.execute("INSERT INTO once VALUES (\(id))") }
                }
                #expect(try await inserts[0].value == 1)
                let error = await #expect(throws: PostgresError.self) { try await inserts[1].value }
                #expect(error?.sqlState == "23505")
                #expect(try await inserts[2].value == 1)
                #expect(try await session.query("SELECT id FROM once ORDER BY id").decode(Int.self) == [1, 2, 3])
            }
        }

        @Test("a statement is prepared once and used again")
        func prepared() async throws {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            for number in 1...3 { _ = try await session.query("SELECT \(number) + 1") }
            let rows = try await session.query(
                """
                SELECT generic_plans + custom_plans FROM pg_prepared_statements
                WHERE statement = 'SELECT $1 + 1' AND parameter_types = ARRAY['bigint']::regtype[]
                """)
            #expect(try rows.decode(Int.self) == [3])
            await session.close()
        }

        @Test("a connection keeps so many prepared statements and no more")
        func bounded() async throws {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            for number in 1...300 { _ = try await session.query("SELECT \(unescaped: String(number))") }
            let counts = try await session.query("SELECT count(*) FROM pg_prepared_statements")
            // The one that makes room for this statement goes when this one has run.
            #expect(try counts[0].decode(Int.self) == 256 + 1)
            await session.close()
        }

        @Test("a statement whose result changed its type works again at the second try")
        func stalePlan() async throws {
            try await withSchema { _, session in
                try await session.execute("CREATE TABLE thing (a bigint)")
                _ = try await session.query("SELECT * FROM thing")
                try await session.execute("ALTER TABLE thing ADD b text")
                let error = await #expect(throws: PostgresError.self) { try await session.query("SELECT * FROM thing") }
                #expect(error?.sqlState == "0A000")
                let rows = try await session.query("SELECT * FROM thing")
                #expect(rows.isEmpty)
            }
        }

        @Test("a COMMIT whose reply is lost leaves the outcome unknown, although it was carried out")
        func commitUnknown() async throws {
            try await withProxy { proxy, session, observer in
                let commit = Task {
                    try await session.withTransaction { transaction in
                        try await transaction.execute("INSERT INTO fact VALUES (1)")
                        proxy.swallowReplies()
                    }
                }
                try await eventually("the row is committed") {
                    try await observer.query("SELECT FROM fact").count == 1
                }
                proxy.end()
                let error = await #expect(throws: PostgresError.self) { try await commit.value }
                #expect(error?.kind == .commitUnknown)
                #expect(error?.isOutage == true)
            }
        }

        @Test("when the connection breaks, all who wait are told")
        func connectionLost() async throws {
            try await withProxy { proxy, session, _ in
                proxy.swallowReplies()
                let before = proxy.turns
                let replies = (1...5).map { number in
                    Task { _ = try await session.query("SELECT \(number)") }
                }
                try await eventually("they are sent") { proxy.turns > before }
                proxy.end()
                for reply in replies {
                    let error = await #expect(throws: PostgresError.self) { try await reply.value }
                    #expect(error?.kind == .connectionLost)
                }
                let error = await #expect(throws: PostgresError.self) { try await session.waitUntilClosed() }
                #expect(error?.kind == .connectionLost)
            }
        }
    }
}
