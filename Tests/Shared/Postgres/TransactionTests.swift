import Postgres
import Synchronization
import Testing

extension LiveSuites {
    @Suite("Transactions")
    struct TransactionTests {
        private struct Refusal: Error {}

        private func withTable(
            _ body: (_ session: PostgresConnection, _ observer: PostgresConnection) async throws -> Void
        ) async throws {
            try await withSchema { schema, observer in
                try await observer.execute("CREATE TABLE fact (id bigint PRIMARY KEY)")
                let session = try await PostgresConnection.connect(TestServer.configuration(schema: schema))
                try await body(session, observer)
                await session.close()
            }
        }

        private func facts(_ session: PostgresConnection) async throws -> [Int] {
            try await session.query("SELECT id FROM fact ORDER BY id").decode(Int.self)
        }

        @Test("what the body wrote is there after it returned")
        func commits() async throws {
            try await withTable { session, observer in
                let rest = try await session.withTransaction { transaction in
                    try transaction.send("INSERT INTO fact VALUES (\(1))")
                    let inserted = try await transaction.execute("INSERT INTO fact VALUES (\(2)), (\(3))")
                    try transaction.send("INSERT INTO fact VALUES (\(4))")
                    return inserted
                }
                #expect(rest == 2)
                let left = try await facts(observer)
                #expect(left == [1, 2, 3, 4])
            }
        }

        @Test("nothing is there after the body threw, and the session works on", arguments: [true, false])
        func rollsBack(waits: Bool) async throws {
            try await withTable { session, observer in
                await #expect(throws: Refusal.self) {
                    try await session.withTransaction { transaction in
                        let reply = try transaction.send("INSERT INTO fact VALUES (1)")
                        if waits { _ = try await reply.rows }
                        throw Refusal()
                    }
                }
                let left = try await facts(session)
                #expect(left == [])
            }
        }

        @Test("a statement that fails unobserved fails the transaction with its error")
        func unawaitedFailure() async throws {
            try await withTable { session, observer in
                let error = await #expect(throws: PostgresError.self) {
                    try await session.withTransaction { transaction in
                        try transaction.send("INSERT INTO fact VALUES (1)")
                        try transaction.send("INSERT INTO fact VALUES (1)")
                        try transaction.send("INSERT INTO fact VALUES (2)")
                    }
                }
                #expect(error?.sqlState == "23505")
                #expect(error?.constraint == "fact_pkey")
                let left = try await facts(session)
                #expect(left == [])
            }
        }

        @Test("a failure that the body swallows fails the transaction all the same")
        func swallowedFailure() async throws {
            try await withTable { session, _ in
                let error = await #expect(throws: PostgresError.self) {
                    try await session.withTransaction { transaction in
                        _ = try? await transaction.query("SELECT 1 / 0")
                    }
                }
                #expect(error?.sqlState == "22012")
                let left = try await facts(session)
                #expect(left == [])
            }
        }

        @Test("a constraint that is checked at COMMIT fails it")
        func deferredConstraint() async throws {
            try await withTable { session, observer in
                try await session.execute(
                    "CREATE TABLE note (fact bigint REFERENCES fact DEFERRABLE INITIALLY DEFERRED)")
                let error = await #expect(throws: PostgresError.self) {
                    try await session.withTransaction { try $0.send("INSERT INTO note VALUES (9)") }
                }
                #expect(error?.sqlState == "23503")
                let notes = try await session.query("SELECT FROM note")
                #expect(notes.isEmpty)
            }
        }

        @Test("a statement with an error of syntax reports it, and the next one works")
        func syntaxError() async throws {
            try await withTable { session, _ in
                for _ in 0..<2 {
                    let error = await #expect(throws: PostgresError.self) { try await session.query("SELEC 1") }
                    #expect(error?.sqlState == "42601")
                }
                let left = try await facts(session)
                #expect(left == [])
            }
        }

        @Test(
            "isolation level and access mode reach the server", arguments: TransactionIsolation.allCases, [true, false])
        func isolation(isolation: TransactionIsolation, readOnly: Bool) async throws {
            try await withTable { session, _ in
                let row = try await session.withTransaction(isolation: isolation, readOnly: readOnly) { transaction in
                    try await transaction.query(
                        "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")[0]
                }
                let expected =
                    switch isolation {
                    case .readCommitted: "read committed"
                    case .repeatableRead: "repeatable read"
                    case .serializable: "serializable"
                    }
                #expect(try row.decode(String.self, String.self) == (expected, readOnly ? "on" : "off"))
            }
        }

        @Test("closures are called after a commit, in order, and not after a rollback")
        func afterCommit() async throws {
            try await withTable { session, _ in
                let calls = Mutex<[Int]>([])
                try await session.withTransaction { transaction in
                    transaction.afterCommit { calls.withLock { $0.append(1) } }
                    transaction.afterCommit { calls.withLock { $0.append(2) } }
                    try transaction.send("INSERT INTO fact VALUES (1)")
                    #expect(calls.withLock { $0 } == [])
                }
                #expect(calls.withLock { $0 } == [1, 2])
                await #expect(throws: PostgresError.self) {
                    try await session.withTransaction { transaction in
                        transaction.afterCommit { calls.withLock { $0.append(3) } }
                        try transaction.send("INSERT INTO fact VALUES (1)")
                    }
                }
                #expect(calls.withLock { $0 } == [1, 2])
            }
        }

        @Test("a transaction that has ended takes no statements, nor does its connection beside one that is open")
        func misuse() async throws {
            try await withTable { session, _ in
                let ended = try await session.withTransaction { transaction in
                    let error = await #expect(throws: PostgresError.self) { try await session.query("SELECT 1") }
                    #expect(error?.kind == .nestedLease)
                    return transaction
                }
                let error = #expect(throws: PostgresError.self) { try ended.send("SELECT 1") }
                #expect(error?.kind == .closed)
            }
        }

        @Test("replies can be awaited later, and in any order")
        func replies() async throws {
            try await withTable { session, _ in
                let sum = try await session.withTransaction { transaction in
                    let replies = try (1...100).map { try transaction.send("SELECT \($0)") }
                    var sum = 0
                    for reply in replies.reversed() { sum += try await reply.rows[0].decode(Int.self) }
                    return sum
                }
                #expect(sum == 5_050)
            }
        }
    }
}
