import Foundation
import LocalScripts
import Postgres

/// A schema as `pg_dump` writes it, and `psql` brings it back: what an operator has when a database is gone.
struct SchemaDump {
    private let file: String
    private let schema: String

    /// Dumps a schema as it stands.
    init(of configuration: PostgresConfiguration) async throws {
        schema = configuration.schema ?? ""
        file = FileManager.default.temporaryDirectory.appendingPathComponent("\(schema).sql").path
        try await Self.run(
            "pg_dump", ["--schema=\(schema)", "--no-owner", "--file=\(file)", configuration.database], configuration)
    }

    /// Drops the schema, if it is there, and brings back what the dump has.
    func restore(into configuration: PostgresConfiguration) async throws {
        let drop = "DROP SCHEMA IF EXISTS \"\(schema)\" CASCADE"
        try await Self.run(
            "psql",
            [
                "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--command=\(drop)",
                "--file=\(file)", configuration.database,
            ], configuration)
    }

    /// Removes the file.
    func remove() {
        try? FileManager.default.removeItem(atPath: file)
    }

    private static func run(
        _ program: String, _ arguments: [String], _ configuration: PostgresConfiguration
    ) async throws {
        try await LocalScripts(folder: "/usr/bin").run(
            program, arguments,
            environment: [
                "PGHOST": configuration.host, "PGPORT": "\(configuration.port)", "PGUSER": configuration.user,
                "PGPASSWORD": configuration.password ?? "",
            ])
    }
}
