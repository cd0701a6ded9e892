internal import Delivery
public import Postgres

/// A service's schema as it stands in the database.
public struct ServiceSchema<Hosted: HostedService>: Sendable {
    private let configuration: PostgresConfiguration
    private let pool: PostgresPool
    private let isSimulated: Bool

    /// The schema that a configuration leads to, as the role that serves.
    /// - Parameters:
    ///   - pool: connections of the same configuration.
    ///   - isSimulated: whether the system goes by a clock that can be moved.
    public init(_ configuration: PostgresConfiguration, pool: PostgresPool, isSimulated: Bool) {
        self.configuration = configuration
        self.pool = pool
        self.isSimulated = isSimulated
    }

    /// The tables that every service has come first, with histories of their own.
    private static func migrators(_ configuration: PostgresConfiguration) -> [Migrator] {
        [
            Migrator(configuration, migrations: DeliveryTables.migrations, history: "delivery_migration"),
            Migrator(configuration, migrations: RuntimeTables.migrations, history: "runtime_migration"),
            Migrator(configuration, migrations: Hosted.migrations),
        ]
    }

    /// The names of the steps that a newer program has taken.
    private static func unknownSteps(_ configuration: PostgresConfiguration) async throws -> [String] {
        var unknown: [String] = []
        for migrator in migrators(configuration) { unknown += try await migrator.plan().unknown }
        return unknown
    }

    /// Brings the schema up to this program, and lets the role that serves do there what the program does.
    /// - Parameters:
    ///   - owner: leads to the same schema, as the role that owns all that is in it.
    ///   - logDays: how many days of the log the role that serves may not drop.
    /// - Returns: the names of the steps that were taken.
    @discardableResult
    public func migrate(as owner: PostgresConfiguration, keepingLogFor logDays: Int32) async throws -> [String] {
        guard owner.user != configuration.user else { throw SettingsError.ownedByWhoServes }
        var applied: [String] = []
        for migrator in Self.migrators(owner) { applied += try await migrator.migrate().map(\.name) }
        try await withSession(as: owner) { transaction in
            // First, since whoever migrates at the same time waits for this row.
            try await transaction.execute("UPDATE log_retention SET days = \(logDays)")
            try transaction.send(
                "INSERT INTO time_source (is_simulated) VALUES (\(isSimulated)) ON CONFLICT DO NOTHING")
            // What a newer program needs, only that one knows.
            if try await Self.unknownSteps(owner).isEmpty { try await grants.give(in: transaction) }
        }
        try await verify()
        try await DayPartitions.ensure(in: pool)
        return applied
    }

    private func withSession(
        as owner: PostgresConfiguration, _ body: (PostgresTransaction) async throws -> Void
    ) async throws {
        let session = try await PostgresConnection.connect(owner)
        do {
            try await session.withTransaction { try await body($0) }
            await session.close()
        } catch {
            await session.close()
            throw error
        }
    }

    /// What the role that serves may do.
    var grants: SchemaGrants { SchemaGrants(Hosted.allRights, to: configuration.user) }

    /// Sees that the schema is this program's, and that both agree on where the time comes from.
    /// - Returns: the names of the steps that a newer program has taken, which admit this one.
    @discardableResult
    public func verify() async throws -> [String] {
        var unknown: [String] = []
        for migrator in Self.migrators(configuration) {
            let plan = try await migrator.plan()
            guard plan.pending.isEmpty else {
                let steps = plan.pending.map(\.name).joined(separator: ", ")
                throw SchemaError("the schema lacks: \(steps); run `\(Hosted.name) migrate` and start again")
            }
            unknown += plan.unknown
        }
        let wasSimulated = try await pool.query("SELECT is_simulated FROM time_source").decode(Bool.self)
        guard wasSimulated == [isSimulated] else {
            throw SchemaError(
                isSimulated
                    ? "this system goes by the wall clock; clock.file cannot be set for it"
                    : "this system's time is simulated; set clock.file to the file that it goes by",
                mending: "\(Hosted.name) doctor --set clock.file=\(isSimulated ? "" : "FILE")")
        }
        return unknown
    }
}

/// Why a program and a schema do not fit.
struct SchemaError: Error, CustomStringConvertible {
    var description: String
    /// The command that mends it, or shows what does; nil for the service's `migrate`.
    var mending: String?

    init(_ description: String, mending: String? = nil) {
        self.description = description
        self.mending = mending
    }
}

extension ServiceSchema {
    init(_ settings: ServiceSettings, pool: PostgresPool) {
        self.init(settings.postgres, pool: pool, isSimulated: settings.clockFile != nil)
    }
}
