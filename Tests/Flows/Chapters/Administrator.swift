import Foundation
import LocalScripts
import Postgres

@testable import Story

/// The administrator of an instance's database.
struct Administrator {
    let stage: Stage
    private let port: String
    private let user: String
    private let password: String

    init(of stage: Stage) async throws {
        self.stage = stage
        let output = try await stage.script("env", [stage.instance, "admin"])
        let settings: [String: String] = output.split(separator: "\n").reduce(into: [:]) { settings, line in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { settings[parts[0]] = parts[1] }
        }
        port = settings["THROUGHTRAIN_POSTGRES_PORT"] ?? ""
        user = settings["THROUGHTRAIN_POSTGRES_USER"] ?? ""
        password = settings["THROUGHTRAIN_POSTGRES_PASSWORD"] ?? ""
    }

    /// Leads to a service's schema.
    func database(of service: String) -> PostgresConfiguration {
        PostgresConfiguration(
            host: "127.0.0.1", port: Int(port) ?? 0, database: "throughtrain", user: user, password: password,
            schema: service, applicationName: "tests")
    }

    /// Dumps a service's schema as it stands.
    func dump(_ service: String) async throws {
        try await run("pg_dump", ["--schema=\(service)", "--file=\(file(service))", "throughtrain"])
    }

    /// What a dump of a service's schema has in it.
    func dumped(_ service: String) async throws -> Data {
        try await dump(service)
        return try Data(contentsOf: URL(fileURLWithPath: file(service)))
    }

    /// Drops a service's schema with all that is in it, and brings back what the dump has.
    func restore(_ service: String) async throws {
        try await run(
            "psql",
            [
                "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
                "--command=DROP SCHEMA \(service) CASCADE", "--file=\(file(service))", "throughtrain",
            ])
    }

    private func file(_ service: String) -> String { "\(stage.folder)/\(service).sql" }

    private func run(_ program: String, _ arguments: [String]) async throws {
        try await LocalScripts(folder: "/usr/bin").run(
            program, arguments,
            environment: ["PGHOST": "127.0.0.1", "PGPORT": port, "PGUSER": user, "PGPASSWORD": password])
    }
}
