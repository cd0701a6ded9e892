/// Brings a schema forward by numbered migrations, each once, in order, and recorded in a table of the schema.
///
///     let migrator = Migrator(configuration, migrations: [
///         Migration(number: 1, name: "orders", sql: "CREATE TABLE orders (…)"),
///         Migration(number: 2, name: "find orders by day", sql: "CREATE INDEX CONCURRENTLY …", isTransactional: false),
///     ])
///     let applied = try await migrator.migrate()
///
/// It works in the schema that the configuration names, and creates that if need be. Processes that migrate the same
/// schema at the same time take turns. The schema may be in use: a step that waits for a lock lets those behind it pass
/// every few seconds, and tries again.
public struct Migrator: Sendable {
    private let configuration: PostgresConfiguration
    private let migrations: [Migration]
    private let history: String
    private let turnTimeout: Duration
    private let lockTimeout: Duration

    /// Makes a migrator.
    /// - Parameters:
    ///   - history: the table that records what was applied. Migrations of two origins keep two histories, so that each
    ///     counts from one.
    ///   - turnTimeout: how long to wait for another process that is migrating the schema, and for transactions that
    ///     use what a step changes.
    ///   - lockTimeout: how long a step stands in the way of others while it waits for such transactions.
    public init(
        _ configuration: PostgresConfiguration, migrations: [Migration], history: String = "schema_migration",
        turnTimeout: Duration = .seconds(60), lockTimeout: Duration = .seconds(2)
    ) {
        var configuration = configuration
        // Building an index or rewriting a table takes as long as it takes.
        configuration.statementTimeout = .zero
        self.configuration = configuration
        self.migrations = migrations
        self.history = history
        self.turnTimeout = turnTimeout
        self.lockTimeout = lockTimeout
    }

    /// What ``migrate()`` would apply. Changes nothing.
    /// - Throws: ``MigrationRefusal`` or ``PostgresError``.
    public func plan() async throws -> MigrationPlan {
        try await withSession { try await plan(on: $0) }
    }

    /// Applies what is pending, and returns it.
    /// - Throws: ``MigrationRefusal`` or ``PostgresError``. What was applied before the failure stays.
    @discardableResult
    public func migrate() async throws -> [Migration] {
        try await withSession { session in
            try await takeTurn(on: session)
            try await createTable(on: session)
            let pending = try await plan(on: session).pending
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
                admits_earlier boolean NOT NULL, -- programs that do not know it
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
            )
            """)
    }

    private func plan(on session: PostgresConnection) async throws -> MigrationPlan {
        let digests = try await digests(on: session)
        let known = zip(migrations, digests).map { MigrationHistory.Known(migration: $0, digest: $1) }
        return try MigrationHistory.plan(known: known, applied: try await applied(on: session))
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
        let rows = try await session.query(
            "SELECT number, name, digest, admits_earlier FROM \(identifier: history) ORDER BY number")
        return try rows.decode(Int.self, String.self, [UInt8].self, Bool.self).map {
            MigrationHistory.Applied(number: $0, name: $1, digest: $2, admitsEarlierPrograms: $3)
        }
    }
}

// MARK: - One step

extension Migrator {
    private func apply(_ migration: Migration, on session: PostgresConnection) async throws {
        guard migration.isTransactional else {
            try await dropUnfinishedIndexes(on: session)
            try await session.run(script: migration.sql)
            try await session.execute(record(migration))
            return
        }
        let deadline = ContinuousClock.now.advanced(by: turnTimeout)
        while true {
            do {
                try await applyInTransaction(migration, on: session)
                return
            } catch let error as PostgresError where error.isRetriable {
                guard ContinuousClock.now < deadline else {
                    throw MigrationRefusal.inUse(number: migration.number, name: migration.name, turnTimeout)
                }
                // Those who queued behind the step go first now.
                try await Task.sleep(for: .milliseconds(Int.random(in: 200...400)))
            }
        }
    }

    /// Waits for a lock no longer than others can be kept waiting: whoever comes after a waiting `ALTER TABLE` queues
    /// behind it, mere readers too.
    private func applyInTransaction(_ migration: Migration, on session: PostgresConnection) async throws {
        try await session.withTransaction { transaction in
            try await transaction.execute(
                "SELECT set_config('lock_timeout', \("\(lockTimeout.milliseconds)"), true)")
            try await transaction.run(script: migration.sql)
            try transaction.send(record(migration))
        }
    }

    /// `CREATE INDEX CONCURRENTLY` that was interrupted leaves an index that is not used, and that `IF NOT EXISTS` would
    /// take for a whole one.
    private func dropUnfinishedIndexes(on session: PostgresConnection) async throws {
        let unfinished = try await session.query(
            """
            SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace
            """
        ).decode(String.self)
        for index in unfinished {
            try await session.execute("DROP INDEX CONCURRENTLY IF EXISTS \(identifier: index)")
        }
    }

    private func record(_ migration: Migration) -> PostgresQuery {
        """
        INSERT INTO \(identifier: history) (number, name, digest, admits_earlier)
        VALUES (\(migration.number), \(migration.name), sha256(\(Array(migration.sql.utf8))),
            \(migration.admitsEarlierPrograms))
        """
    }
}
