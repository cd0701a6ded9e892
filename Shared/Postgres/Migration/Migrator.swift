/// Brings a schema forward by numbered migrations, each once, in order, and recorded in a table of the schema.
///
///     let migrator = Migrator(configuration, migrations: [
///         Migration(number: 1, name: "orders", sql: "CREATE TABLE orders (…)"),
///         Migration(number: 2, name: "find orders by day", sql: "CREATE INDEX CONCURRENTLY …", isTransactional: false),
///     ])
///     let applied = try await migrator.migrate()
///
/// It works in the schema that the configuration names, and creates that if need be. Processes that migrate the same
/// schema at the same time take turns.
public struct Migrator: Sendable {
    private let configuration: PostgresConfiguration
    private let migrations: [Migration]
    private let history: String
    private let turnTimeout: Duration

    /// Makes a migrator.
    /// - Parameters:
    ///   - history: the table that records what was applied. Migrations of two origins keep two histories, so that each
    ///     counts from one.
    ///   - turnTimeout: how long to wait for another process that is migrating the schema.
    public init(
        _ configuration: PostgresConfiguration, migrations: [Migration], history: String = "schema_migration",
        turnTimeout: Duration = .seconds(60)
    ) {
        var configuration = configuration
        // Building an index or rewriting a table takes as long as it takes.
        configuration.statementTimeout = .zero
        self.configuration = configuration
        self.migrations = migrations
        self.history = history
        self.turnTimeout = turnTimeout
    }

    /// What ``migrate()`` would apply. Changes nothing.
    /// - Throws: ``MigrationRefusal`` or ``PostgresError``.
    public func plan() async throws -> [Migration] {
        try await withSession { try await pending(on: $0) }
    }

    /// Applies what is pending, and returns it.
    /// - Throws: ``MigrationRefusal`` or ``PostgresError``. What was applied before the failure stays.
    @discardableResult
    public func migrate() async throws -> [Migration] {
        try await withSession { session in
            try await takeTurn(on: session)
            try await createTable(on: session)
            let pending = try await pending(on: session)
            for migration in pending {
                try await apply(migration, on: session)
            }
            return pending
        }
    }

    private func withSession<Value: Sendable>(
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let session = try await PostgresConnection.connect(configuration)
        do {
            let value = try await body(session)
            await session.close()
            return value
        } catch {
            // The end of the session also gives up the lock.
            await session.close()
            throw error
        }
    }
}

// MARK: - Steps

extension Migrator {
    /// Waits until no other process migrates the schema.
    ///
    /// Asking again and again, rather than waiting in `pg_advisory_lock`, holds no snapshot in between, for which a
    /// `CREATE INDEX CONCURRENTLY` of the process whose turn it is would wait for ever.
    private func takeTurn(on session: PostgresConnection) async throws {
        let name = "schema_migration of \(configuration.schema ?? "the default schema")"
        let deadline = ContinuousClock.now.advanced(by: turnTimeout)
        while true {
            let rows = try await session.query("SELECT pg_try_advisory_lock(hashtextextended(\(name), 0))")
            if try rows[0].decode(Bool.self) { return }
            guard ContinuousClock.now < deadline else { throw MigrationRefusal.busy(turnTimeout) }
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...150)))
        }
    }

    private func createTable(on session: PostgresConnection) async throws {
        if let schema = configuration.schema {
            // Asked first, since a role that owns its schema and no more may not create one, not even IF NOT EXISTS.
            let rows = try await session.query("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = \(schema))")
            if try !rows[0].decode(Bool.self) {
                try await session.execute("CREATE SCHEMA IF NOT EXISTS \(identifier: schema)")
            }
        }
        try await session.execute(
            """
            CREATE TABLE IF NOT EXISTS \(identifier: history) (
                number bigint PRIMARY KEY,
                name text NOT NULL,
                digest bytea NOT NULL, -- SHA-256 of the migration's text
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
            )
            """)
    }

    private func pending(on session: PostgresConnection) async throws -> [Migration] {
        let digests = try await digests(on: session)
        let known = zip(migrations, digests).map { MigrationHistory.Known(migration: $0, digest: $1) }
        return try MigrationHistory.pending(known: known, applied: try await applied(on: session))
    }

    /// The server computes the digests, so that this library needs no cryptography of its own.
    private func digests(on session: PostgresConnection) async throws(PostgresError) -> [[UInt8]] {
        let texts = migrations.map { Array($0.sql.utf8) }
        let rows = try await session.query(
            "SELECT sha256(text) FROM unnest(\(texts)) WITH ORDINALITY AS migration (text, place) ORDER BY place")
        return try rows.decode([UInt8].self)
    }

    private func applied(on session: PostgresConnection) async throws(PostgresError) -> [MigrationHistory.Applied] {
        // A schema that was never migrated has no such table yet.
        let found = try await session.query("SELECT to_regclass(\(history)) IS NOT NULL")
        guard try found[0].decode(Bool.self) else { return [] }
        let rows = try await session.query("SELECT number, digest FROM \(identifier: history) ORDER BY number")
        return try rows.decode(Int.self, [UInt8].self).map { MigrationHistory.Applied(number: $0, digest: $1) }
    }

    private func apply(_ migration: Migration, on session: PostgresConnection) async throws {
        let record: PostgresQuery = """
            INSERT INTO \(identifier: history) (number, name, digest)
            VALUES (\(migration.number), \(migration.name), sha256(\(Array(migration.sql.utf8))))
            """
        guard migration.isTransactional else {
            try await session.run(script: migration.sql)
            try await session.execute(record)
            return
        }
        try await session.withTransaction { transaction in
            try await transaction.run(script: migration.sql)
            try transaction.send(record)
        }
    }
}
