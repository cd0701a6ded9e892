public import AMQP
internal import Glibc
public import LocalScripts
public import Postgres

/// The private servers that `make test` starts for the tests.
public enum LiveServers {
    /// Whether they are there. Suites that need them are disabled otherwise.
    public static var arePresent: Bool {
        variable("POSTGRES_PORT") != nil && variable("RABBITMQ_PORT") != nil
    }

    /// Leads to the database server, as its administrator.
    public static func postgres(schema: String? = nil) -> PostgresConfiguration {
        PostgresConfiguration(
            host: variable("POSTGRES_HOST") ?? "127.0.0.1", port: number("POSTGRES_PORT"),
            database: variable("POSTGRES_DATABASE") ?? "postgres", user: variable("POSTGRES_USER") ?? "postgres",
            password: variable("POSTGRES_PASSWORD"), schema: schema, applicationName: schema ?? "tests")
    }

    /// Leads to a database of a test's own, and in it to the schema that has its name.
    public static func postgres(database: String) -> PostgresConfiguration {
        var configuration = postgres(schema: database)
        configuration.database = database
        return configuration
    }

    /// Leads to the broker, as its administrator.
    public static func rabbitmq(virtualHost: String) -> AMQPConfiguration {
        AMQPConfiguration(
            host: variable("RABBITMQ_HOST") ?? "127.0.0.1", port: number("RABBITMQ_PORT"), virtualHost: virtualHost,
            user: variable("RABBITMQ_USER") ?? "guest", password: variable("RABBITMQ_PASSWORD") ?? "guest",
            connectionName: "tests")
    }

    /// The folder of the scripts that run an instance of the system.
    public static var scripts: LocalScripts? { variable("LOCAL").map { LocalScripts(folder: $0) } }

    static func variable(_ name: String) -> String? {
        getenv("THROUGHTRAIN_TEST_\(name)").map { String(cString: $0) }
    }

    private static func number(_ name: String) -> Int {
        variable(name).flatMap(Int.init) ?? 0
    }
}
