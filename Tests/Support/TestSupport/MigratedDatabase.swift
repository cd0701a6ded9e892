public import Postgres
internal import Vocabulary

/// A database of a test's own on the tests' server, whose schema was migrated once for all tests that ask for the same.
///
/// To migrate takes the server more than half a second of computing, most of it for the partitions of days, and to copy
/// what was migrated a third of that. The database, the schema in it and the sessions on it all have one name, which no
/// other has: see ``LiveServers/postgres(database:)``.
public struct MigratedDatabase: Sendable {
    /// Leads to the schema.
    public let configuration: PostgresConfiguration
    /// Connections to it.
    public let pool: PostgresPool

    /// Makes one.
    /// - Parameters:
    ///   - kind: what is in it: whoever asks for the same kind gets a copy of the same.
    ///   - migrate: makes the schema that a configuration leads to, once in a process, and leaves no connection open.
    public init(
        of kind: String, maximumConnections: Int, leaseTimeout: Duration = .seconds(30),
        migrate: @escaping @Sendable (PostgresConfiguration) async throws -> Void
    ) async throws {
        let original = try await Originals.shared.original(of: kind, migrate)
        configuration = LiveServers.postgres(database: Self.newName(of: kind))
        pool = PostgresPool(
            configuration: PoolConfiguration(
                connection: configuration, maximumConnections: maximumConnections, leaseTimeout: leaseTimeout))
        try await Self.server.execute(
            "CREATE DATABASE \(identifier: configuration.database) TEMPLATE \(identifier: original)")
        try await pool.execute(
            "ALTER SCHEMA \(identifier: original) RENAME TO \(identifier: configuration.database)")
        try await leadFunctionsThere()
    }

    /// Functions whose search path is fixed have the name that the schema had.
    private func leadFunctionsThere() async throws {
        let functions = try await pool.query(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prosecdef"
        ).decode(String.self)
        for function in functions {
            try await pool.execute(
                "ALTER FUNCTION \(unescaped: function) SET search_path = \(identifier: configuration.database), pg_temp"
            )
        }
    }

    /// Closes the connections and drops the database, with whatever else is still connected to it.
    public func drop() async throws {
        await pool.close()
        try await Self.server.execute("DROP DATABASE \(identifier: configuration.database) WITH (FORCE)")
    }

    /// Connections by which databases are made and dropped, kept for all tests of the process.
    fileprivate static let server = PostgresPool(
        configuration: PoolConfiguration(
            connection: LiveServers.postgres(), maximumConnections: 4, leaseTimeout: .seconds(60)))

    fileprivate static func newName(of kind: String) -> String {
        "t_\(kind)_\(UUIDv7.make().description.suffix(12))"
    }
}

/// The databases that are copied. Nobody is connected to one once it is migrated: PostgreSQL copies no other.
private actor Originals {
    static let shared = Originals()
    private var made: [String: Task<String, any Error>] = [:]

    func original(
        of kind: String, _ migrate: @escaping @Sendable (PostgresConfiguration) async throws -> Void
    ) async throws -> String {
        if let making = made[kind] { return try await making.value }
        let making = Task {
            let name = MigratedDatabase.newName(of: kind)
            try await MigratedDatabase.server.execute("CREATE DATABASE \(identifier: name)")
            try await migrate(LiveServers.postgres(database: name))
            return name
        }
        made[kind] = making
        return try await making.value
    }
}
