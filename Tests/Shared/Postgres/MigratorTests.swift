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
                #expect(try await migrator.plan() == [first, second])
                #expect(try await migrator.migrate() == [first, second])
                #expect(try await migrator.plan() == [])
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
            #expect(try await migrator.plan() == [first])
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
                await #expect(throws: MigrationRefusal.newerSchema(applied: 2, known: 1)) {
                    try await Migrator(configuration, migrations: [first]).plan()
                }
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
