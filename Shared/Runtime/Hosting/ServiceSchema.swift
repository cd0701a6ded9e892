internal import Delivery
public import Postgres

/// A service's schema as it stands in the database.
public struct ServiceSchema<Hosted: HostedService>: Sendable {
    private let pool: PostgresPool
    private let isSimulated: Bool
    /// The tables that every service has come first, with histories of their own.
    private let migrators: [Migrator]

    /// The schema that a configuration leads to.
    /// - Parameters:
    ///   - pool: connections of the same configuration.
    ///   - isSimulated: whether the system goes by a clock that can be moved.
    public init(_ configuration: PostgresConfiguration, pool: PostgresPool, isSimulated: Bool) {
        self.pool = pool
        self.isSimulated = isSimulated
        migrators = [
            Migrator(configuration, migrations: DeliveryTables.migrations, history: "delivery_migration"),
            Migrator(configuration, migrations: RuntimeTables.migrations, history: "runtime_migration"),
            Migrator(configuration, migrations: Hosted.migrations),
        ]
    }

    /// Brings the schema up to this program, and returns the names of the steps that it took.
    @discardableResult
    public func migrate() async throws -> [String] {
        var applied: [String] = []
        for migrator in migrators {
            applied += try await migrator.migrate().map(\.name)
        }
        try await pool.execute(
            "INSERT INTO time_source (is_simulated) VALUES (\(isSimulated)) ON CONFLICT DO NOTHING")
        try await verify()
        try await DayPartitions.ensure(in: pool)
        return applied
    }

    /// Sees that the schema is this program's, and that both agree on where the time comes from.
    /// - Returns: the names of the steps that a newer program has taken, which admit this one.
    @discardableResult
    public func verify() async throws -> [String] {
        var unknown: [String] = []
        for migrator in migrators {
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
