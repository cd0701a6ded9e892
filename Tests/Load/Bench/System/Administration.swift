import Postgres

/// The server's administrator, who copies databases and decides what the log has.
struct Administration {
    private let configuration: PostgresConfiguration
    private let connection: PostgresConnection

    /// Connects to the database that the services share.
    static func connect(to system: BenchSystem) async throws -> Administration {
        let settings = try await system.settings(of: "admin")
        guard let port = settings["THROUGHTRAIN_POSTGRES_PORT"].flatMap({ Int($0) }),
            let user = settings["THROUGHTRAIN_POSTGRES_USER"]
        else {
            throw BenchFault("the database of \(system.instance) has no administrator: is compose/local/env as it was?")
        }
        var configuration = PostgresConfiguration(
            host: "127.0.0.1", port: port, database: "postgres", user: user,
            password: settings["THROUGHTRAIN_POSTGRES_PASSWORD"], applicationName: "bench")
        configuration.statementTimeout = nil
        return Administration(
            configuration: configuration, connection: try await PostgresConnection.connect(configuration))
    }

    /// The server's port.
    var port: Int { configuration.port }

    /// Sets a setting of the whole server, or with nil sets it back.
    func set(_ name: String, to value: String?) async throws {
        let change = value.map { "SET \(name) = '\($0)'" } ?? "RESET \(name)"
        try await connection.execute(PostgresQuery(unsafeSQL: "ALTER SYSTEM \(change)"))
        try await connection.execute("SELECT pg_reload_conf()")
    }

    /// Copies the services' database, while no service is connected to it, to one that they may connect to as well.
    func copyDatabase(to name: String) async throws {
        try await connection.execute(PostgresQuery(unsafeSQL: "DROP DATABASE IF EXISTS \(name) (FORCE)"))
        try await connection.execute(PostgresQuery(unsafeSQL: "CREATE DATABASE \(name) TEMPLATE throughtrain"))
    }

    /// Writes everything to disk that lies in memory, so that what follows does not pay for it.
    func checkpoint() async throws {
        try await connection.execute("CHECKPOINT")
    }

    /// The names of all types, by their identifiers.
    func typeNames() async throws -> [UInt32: String] {
        let rows = try await connection.query("SELECT oid::bigint, format_type(oid, NULL) FROM pg_type")
        return Dictionary(
            uniqueKeysWithValues: try rows.decode(Int64.self, String.self).map { (UInt32($0.0), $0.1) })
    }

    /// Does something in the services' database.
    func inServicesDatabase<Value>(_ body: (PostgresConnection) async throws -> Value) async throws -> Value {
        var configuration = configuration
        configuration.database = "throughtrain"
        let connection = try await PostgresConnection.connect(configuration)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// How many events all services have told so far.
    func toldEvents() async throws -> Double {
        try await inServicesDatabase { connection in
            var events: Int64 = 0
            for service in BenchSystem.services {
                let rows = try await connection.query("SELECT last_value FROM \(identifier: service).event_position")
                events += try rows.decode(Int64.self).first ?? 0
            }
            return Double(events)
        }
    }

    /// Ends the connection.
    func close() async {
        await connection.close()
    }
}
