import Postgres
import Testing

extension LiveSuites {
    @Suite("The migrator")
    struct MigratorTests {
        private let first = Migration(
            number: 1, name: "facts",
            sql: """
                CREATE TABLE fact (id bigint PRIMARY KEY, note text);
                -- A text of several statements, with what a splitter would stumble over.
                INSERT INTO fact VALUES (1, 'a;b'), (2, $$ it's; fine $$);
                """)
        private let second = Migration(
            number: 2, name: "find facts by note",
            sql: "CREATE INDEX CONCURRENTLY IF NOT EXISTS fact_note ON fact (note)",
            isTransactional: false)

        private func withEmptySchema(
            _ body: (_ configuration: PostgresConfiguration, _ observer: PostgresConnection) async throws -> Void
        ) async throws {
            try await withSchema { schema, observer in
                try await body(TestServer.configuration(schema: schema), observer)
            }
        }

        @Test("what is planned is applied, once")
        func appliesOnce() async throws {
            try await withEmptySchema { configuration, observer in
                let migrator = Migrator(configuration, migrations: [first, second])
                #expect(try await migrator.plan().pending == [first, second])
                #expect(try await migrator.migrate() == [first, second])
                #expect(try await migrator.plan().pending == [])
                #expect(try await migrator.migrate() == [])
                let rows = try await observer.query("SELECT number, name, applied_at <= now() FROM schema_migration")
                #expect(try rows.decode(Int.self, String.self, Bool.self).map(\.0) == [1, 2])
                let facts = try await observer.query("SELECT id FROM fact ORDER BY id").decode(Int.self)
                #expect(facts == [1, 2])
            }
        }

        @Test("a schema that does not exist yet is created")
        func createsSchema() async throws {
            let schema = "test_\(UInt64.random(in: 0 ... .max))"
            let migrator = Migrator(TestServer.configuration(schema: schema), migrations: [first])
            #expect(try await migrator.plan().pending == [first])
            try await migrator.migrate()
            let observer = try await PostgresConnection.connect(TestServer.configuration(schema: schema))
            #expect(try await observer.query("SELECT FROM fact").count == 2)
            try await observer.execute("DROP SCHEMA \(identifier: schema) CASCADE")
            await observer.close()
        }

        @Test("a migration that fails leaves no trace, and those before it stay")
        func failure() async throws {
            try await withEmptySchema { configuration, observer in
                let broken = Migration(number: 2, name: "broken", sql: "CREATE TABLE half (); SELECT 1 / 0;")
                let migrator = Migrator(configuration, migrations: [first, broken])
                let error = await #expect(throws: PostgresError.self) { try await migrator.migrate() }
                #expect(error?.sqlState == "22012")
                let row = try await observer.query(
                    "SELECT to_regclass('half') IS NULL, (SELECT max(number) FROM schema_migration)")[0]
                #expect(try row.decode(Bool.self, Int.self) == (true, 1))
            }
        }

        @Test("a migration whose text changed, and a schema from a newer program, are refused")
        func refusals() async throws {
            try await withEmptySchema { configuration, _ in
                try await Migrator(configuration, migrations: [first, second]).migrate()
                let changed = Migration(number: 1, name: first.name, sql: first.sql + " ")
                await #expect(throws: MigrationRefusal.changed(number: 1, name: "facts")) {
                    try await Migrator(configuration, migrations: [changed, second]).migrate()
                }
                await #expect(throws: MigrationRefusal.newerSchema(number: 2, name: second.name, known: 1)) {
                    try await Migrator(configuration, migrations: [first]).plan()
                }
            }
        }

        @Test("a step that waits for a table lets its readers pass, and is taken once the table is free")
        func waitsInTurns() async throws {
            try await withEmptySchema { configuration, observer in
                try await Migrator(configuration, migrations: [first]).migrate()
                let widen = Migration(number: 2, name: "widen", sql: "ALTER TABLE fact ADD COLUMN place text")
                let migrator = Migrator(configuration, migrations: [first, widen], lockTimeout: .milliseconds(100))
                try await observer.execute("BEGIN")
                try await observer.execute("SELECT FROM fact")
                let applied = Task { try await migrator.migrate() }
                try await eventually("it waits") {
                    try await observer.query(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'fact'::regclass"
                    ).decode(Int.self) == [1]
                }
                // Queues behind the step, which gives way; with a step that waits for good it would run out of time.
                let reader = try await PostgresConnection.connect(configuration)
                try await reader.execute("SET statement_timeout = '20s'")
                #expect(try await reader.query("SELECT FROM fact").count == 2)
                await reader.close()
                try await observer.execute("COMMIT")
                #expect(try await applied.value == [widen])
            }
        }

        @Test("a step whose table is never free is given up, and names itself")
        func inUse() async throws {
            try await withEmptySchema { configuration, observer in
                try await Migrator(configuration, migrations: [first]).migrate()
                let widen = Migration(number: 2, name: "widen", sql: "ALTER TABLE fact ADD COLUMN place text")
                let migrator = Migrator(
                    configuration, migrations: [first, widen], turnTimeout: .milliseconds(300),
                    lockTimeout: .milliseconds(50))
                try await observer.execute("BEGIN")
                try await observer.execute("SELECT FROM fact")
                await #expect(throws: MigrationRefusal.inUse(number: 2, name: "widen", .milliseconds(300))) {
                    try await migrator.migrate()
                }
                try await observer.execute("COMMIT")
                #expect(try await migrator.migrate() == [widen])
            }
        }

        @Test("an index that an interrupted step left unfinished is built anew")
        func unfinishedIndex() async throws {
            try await withEmptySchema { configuration, observer in
                let unique = Migration(
                    number: 2, name: "a note once",
                    sql: "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS fact_note ON fact (note)",
                    isTransactional: false)
                let migrator = Migrator(configuration, migrations: [first, unique])
                try await Migrator(configuration, migrations: [first]).migrate()
                try await observer.execute("INSERT INTO fact VALUES (3, 'a;b')")
                let error = await #expect(throws: PostgresError.self) { try await migrator.migrate() }
                #expect(error?.sqlState == "23505")
                try await observer.execute("DELETE FROM fact WHERE id = 3")
                try await migrator.migrate()
                let isWhole = try await observer.query(
                    "SELECT indisvalid FROM pg_index WHERE indexrelid = 'fact_note'::regclass"
                ).decode(Bool.self)
                #expect(isWhole == [true])
            }
        }

        @Test("an earlier program works on a schema whose further steps admit it, and applies nothing")
        func admitted() async throws {
            try await withEmptySchema { configuration, _ in
                let addition = Migration(
                    number: 2, name: "places", sql: "CREATE TABLE place ()", admitsEarlierPrograms: true)
                try await Migrator(configuration, migrations: [first, addition]).migrate()
                let earlier = Migrator(configuration, migrations: [first])
                let plan = try await earlier.plan()
                #expect(plan.pending == [] && plan.unknown == ["places"])
                #expect(try await earlier.migrate() == [])
            }
        }

        @Test("two processes that migrate at the same time apply everything once, an index built concurrently too")
        func concurrent() async throws {
            try await withEmptySchema { configuration, _ in
                let migrator = Migrator(configuration, migrations: [first, second])
                async let one = migrator.migrate()
                async let other = migrator.migrate()
                let applied = try await [one.count, other.count].sorted()
                #expect(applied == [0, 2])
            }
        }

        @Test("a process that cannot get its turn gives up and says so")
        func busy() async throws {
            try await withEmptySchema { configuration, observer in
                let name = "schema_migration of \(configuration.schema ?? "")"
                _ = try await observer.query("SELECT pg_advisory_lock(hashtextextended(\(name), 0))")
                let migrator = Migrator(configuration, migrations: [first], turnTimeout: .zero)
                await #expect(throws: MigrationRefusal.busy(.zero)) { try await migrator.migrate() }
            }
        }
    }
}
