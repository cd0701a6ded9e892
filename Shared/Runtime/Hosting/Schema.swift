internal import Delivery
internal import Postgres

/// A service's schema as it stands in the database.
struct Schema<Hosted: HostedService>: Sendable {
    var pool: PostgresPool
    var isSimulated: Bool

    /// Brings the schema up to this program, and returns the names of the steps that it took.
    func migrate() async throws -> [String] {
        let applied = try await Migrator(Hosted.allMigrations).migrate(pool)
        try await pool.withTransaction { transaction in
            try await transaction.execute(
                "INSERT INTO time_source (is_simulated) VALUES (\(isSimulated)) ON CONFLICT DO NOTHING")
        }
        try await verify()
        try await DayPartitions.ensure(in: pool)
        return applied.map { "\($0.number) \($0.name)" }
    }

    /// Sees that the schema is this program's, and that both agree on where the time comes from.
    func verify() async throws {
        let open = try await Migrator(Hosted.allMigrations).plan(pool)
        guard open.isEmpty else {
            throw SchemaError(
                description: "the schema lacks \(open.count) steps; run `\(Hosted.name) migrate` and start again")
        }
        let simulated = try await pool.query("SELECT is_simulated FROM time_source").decode(Bool.self)
        guard simulated == [isSimulated] else {
            throw SchemaError(
                description: simulated == [true]
                    ? "this system's time is simulated; set clock.file to the file that it goes by"
                    : "this system goes by the wall clock; clock.file cannot be set for it")
        }
    }
}

/// Why a program and a schema do not fit.
struct SchemaError: Error, CustomStringConvertible {
    var description: String
}
