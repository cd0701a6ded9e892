import Postgres
import TestSupport

@testable import Delivery
@testable import Runtime

/// The tables of a road's sides.
extension Road {
    /// A schema with the tables that every service has, and neither teller nor hearer.
    static func withTables(_ body: (PostgresPool, PostgresConfiguration) async throws -> Void) async throws {
        let tables = try await tables(of: "hearer")
        try await body(tables.pool, tables.configuration)
        try await tables.drop()
    }

    /// How many connections each side may have.
    static let connections = 4
    static let leaseTimeout = Duration.seconds(2)

    /// - Parameter side: a name for the reader of a log; what is in the schema is the same.
    static func tables(of side: String) async throws -> MigratedDatabase {
        try await MigratedDatabase(of: side, maximumConnections: connections, leaseTimeout: leaseTimeout) {
            try await migrate($0)
        }
    }

    static func migrate(_ configuration: PostgresConfiguration) async throws {
        try await Migrator(configuration, migrations: DeliveryTables.migrations).migrate()
        try await Migrator(configuration, migrations: RuntimeTables.migrations, history: "runtime_migration").migrate()
        let pool = PostgresPool(configuration: PoolConfiguration(connection: configuration, maximumConnections: 1))
        try await DayPartitions.ensure(in: pool)
        await pool.close()
    }
}
