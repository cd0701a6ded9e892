package import Postgres

/// The server's administrator, who copies databases and decides what the log has.
package struct Administration {
    private let configuration: PostgresConfiguration
    private let connection: PostgresConnection

    /// Connects to the database that the services share.
    package static func connect(to system: RigSystem) async throws -> Administration {
        let settings = try await system.settings(of: "admin")
        guard let port = settings["THROUGHTRAIN_POSTGRES_PORT"].flatMap({ Int($0) }),
            let user = settings["THROUGHTRAIN_POSTGRES_USER"]
        else {
            throw RigFault("the database of \(system.instance) has no administrator: is compose/local/env as it was?")
        }
        var configuration = PostgresConfiguration(
            host: "127.0.0.1", port: port, database: "postgres", user: user,
            password: settings["THROUGHTRAIN_POSTGRES_PASSWORD"], applicationName: "load-rig")
        configuration.statementTimeout = nil
        return Administration(
            configuration: configuration, connection: try await PostgresConnection.connect(configuration))
    }

    /// The server's port.
    package var port: Int { configuration.port }

    /// Sets a setting of the whole server, or with nil sets it back.
    package func set(_ name: String, to value: String?) async throws {
        let change = value.map { "SET \(name) = '\($0)'" } ?? "RESET \(name)"
        try await connection.execute(PostgresQuery(unsafeSQL: "ALTER SYSTEM \(change)"))
        try await connection.execute("SELECT pg_reload_conf()")
    }

    /// Copies the services' database, while no service is connected to it, to one that they may connect to as well.
    package func copyDatabase(to name: String) async throws {
        try await connection.execute(PostgresQuery(unsafeSQL: "DROP DATABASE IF EXISTS \(name) (FORCE)"))
        try await connection.execute(PostgresQuery(unsafeSQL: "CREATE DATABASE \(name) TEMPLATE throughtrain"))
    }

    /// Writes everything to disk that lies in memory, so that what follows does not pay for it.
    package func checkpoint() async throws {
        try await connection.execute("CHECKPOINT")
    }

    /// Has all tables looked at, as the server does by itself within minutes, so that plans are made for what is in them.
    package func analyze() async throws {
        try await inServicesDatabase { try await $0.execute("ANALYZE") }
    }

    /// Has all tables cleaned up and looked at, as the server does by itself while they grow.
    package func vacuum() async throws {
        try await inServicesDatabase { try await $0.execute("VACUUM (ANALYZE)") }
    }

    /// The names of all types, by their identifiers.
    package func typeNames() async throws -> [UInt32: String] {
        let rows = try await connection.query("SELECT oid::bigint, format_type(oid, NULL) FROM pg_type")
        return Dictionary(
            uniqueKeysWithValues: try rows.decode(Int64.self, String.self).map { (UInt32($0.0), $0.1) })
    }

    /// A further connection, to the services' database unless another one is named.
    package func connect(to database: String = "throughtrain") async throws -> PostgresConnection {
        var configuration = configuration
        configuration.database = database
        return try await PostgresConnection.connect(configuration)
    }

    /// Does something in the services' database.
    @discardableResult
    package func inServicesDatabase<Value>(_ body: (PostgresConnection) async throws -> Value) async throws -> Value {
        let connection = try await connect()
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
    package func toldEvents() async throws -> Double {
        try await inServicesDatabase { connection in
            var events: Int64 = 0
            for service in RigSystem.services {
                let rows = try await connection.query("SELECT last_value FROM \(identifier: service).event_position")
                events += try rows.decode(Int64.self).first ?? 0
            }
            return Double(events)
        }
    }

    /// Ends the connection.
    package func close() async {
        await connection.close()
    }
}
