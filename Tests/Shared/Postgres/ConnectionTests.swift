import Postgres
import Testing

extension LiveSuites {
    @Suite("A session of its own")
    struct ConnectionTests {
        @Test("settings of the configuration reach the session, whatever characters they have")
        func settings() async throws {
            var configuration = TestServer.configuration(schema: #"odd \ "schema"#)
            configuration.statementTimeout = .milliseconds(1_234)
            configuration.idleInTransactionSessionTimeout = .seconds(7)
            let session = try await PostgresConnection.connect(configuration)
            let row = try await session.query(
                """
                SELECT current_setting('search_path'), current_setting('statement_timeout'),
                    current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')
                """)[0]
            #expect(
                try row.decode(String.self, String.self, String.self, String.self)
                    == (#""odd \ ""schema""#, "1234ms", "7s", "PostgresTests"))
            await session.close()
        }

        @Test("plans are not compiled, and go by index if that is asked for")
        func planning() async throws {
            for findsByIndex in [false, true] {
                var configuration = TestServer.configuration()
                configuration.findsByIndex = findsByIndex
                let session = try await PostgresConnection.connect(configuration)
                let row = try await session.query("SELECT current_setting('jit'), current_setting('enable_seqscan')")[0]
                #expect(try row.decode(String.self, String.self) == ("off", findsByIndex ? "off" : "on"))
                await session.close()
            }
        }

        @Test("the server is told, too, when to give up a client whose host does not answer any more")
        func keepalive() async throws {
            var configuration = TestServer.configuration()
            configuration.keepalive = .init(
                idleSeconds: 21, intervalSeconds: 4, count: 5, userTimeoutMilliseconds: 43_000)
            let session = try await PostgresConnection.connect(configuration)
            let row = try await session.query(
                """
                SELECT current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
                    current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout')
                """)[0]
            #expect(try row.decode(String.self, String.self, String.self, String.self) == ("21", "4", "5", "43000"))
            await session.close()
        }

        @Test("a wrong password is refused with the server's words, and without the password")
        func wrongPassword() async throws {
            var configuration = TestServer.configuration()
            configuration.password = "not the password"
            configuration.user = "nobody_\(UInt64.random(in: 0 ... .max))"
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresConnection.connect(configuration)
            }
            #expect(error?.kind == .connectionFailed)
            #expect(error?.message.contains(configuration.user) == true)
            #expect(error?.description.contains("not the password") == false)
        }

        @Test("a server that says nothing is given up after the configured time")
        func connectTimeout() async throws {
            let proxy = try CountingProxy(to: TestServer.serverPort)
            proxy.swallowReplies()
            var configuration = TestServer.configuration(port: proxy.port)
            configuration.connectTimeout = .milliseconds(50)
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresConnection.connect(configuration)
            }
            #expect(error?.kind == .connectionFailed)
            proxy.end()
        }

        @Test("whoever waits for the end of a session learns that the server ended it")
        func termination() async throws {
            let observer = try await PostgresConnection.connect(TestServer.configuration())
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let process = try await session.query("SELECT pg_backend_pid()")[0].decode(Int32.self)
            let end = Task { try await session.waitUntilClosed() }
            try await observer.execute("SELECT pg_terminate_backend(\(process))")
            let error = await #expect(throws: PostgresError.self) { try await end.value }
            #expect(error?.kind == .connectionLost)
            let later = await #expect(throws: PostgresError.self) { try await session.query("SELECT 1") }
            #expect(later?.kind == .connectionLost)
            await observer.close()
        }

        @Test("a session that is closed says so to those who wait and to those who come later")
        func close() async throws {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let end = Task { try await session.waitUntilClosed() }
            await session.close()
            try await end.value
            try await session.waitUntilClosed()
            let error = await #expect(throws: PostgresError.self) { try await session.query("SELECT 1") }
            #expect(error?.kind == .closed)
        }

        @Test("statements outside a transaction stand for themselves")
        func independence() async throws {
            try await withSchema { schema, session in
                try await session.execute("CREATE TABLE fact (id bigint PRIMARY KEY)")
                await withTaskGroup { group in
                    for id in [1, 1, 2, 3, 3, 3] {
                        group.addTask { _ = try? await session.execute("INSERT INTO fact VALUES (\(id))") }
                    }
                }
                let facts = try await session.query("SELECT id FROM fact ORDER BY id").decode(Int.self)
                #expect(facts == [1, 2, 3])
            }
        }

        @Test("COPY is refused by ending the session, which would hang otherwise")
        func copy() async throws {
            let session = try await PostgresConnection.connect(TestServer.configuration())
            let error = await #expect(throws: PostgresError.self) { try await session.query("COPY pg_class TO STDOUT") }
            #expect(error?.kind == .unsupported)
        }

        @Test("an advisory lock is held as long as the session, and no longer")
        func advisoryLock() async throws {
            let key = Int.random(in: 0 ... .max)
            let leader = try await PostgresConnection.connect(TestServer.configuration())
            let follower = try await PostgresConnection.connect(TestServer.configuration())
            func tryLock(_ session: PostgresConnection) async throws -> Bool {
                try await session.query("SELECT pg_try_advisory_lock(\(key))")[0].decode(Bool.self)
            }
            #expect(try await tryLock(leader))
            #expect(try await !tryLock(follower))
            await leader.close()
            try await eventually("the lock is free") { try await tryLock(follower) }
            await follower.close()
        }
    }
}
