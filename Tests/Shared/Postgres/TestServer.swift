import Glibc
import Postgres
import Testing

/// The server that the live suites use, named by the environment.
enum TestServer {
    /// Why a live suite does not run where no server is named.
    static let absence: Comment =
        "set THROUGHTRAIN_TEST_POSTGRES_HOST, _PORT, _USER, _PASSWORD and _DATABASE to run this suite"

    static var isNamed: Bool {
        variable("HOST") != nil
    }

    /// How to reach the server, or the proxy that stands in for it.
    static func configuration(schema: String? = nil, port: Int? = nil) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: variable("HOST") ?? "127.0.0.1", port: port ?? serverPort,
            database: variable("DATABASE") ?? "postgres", user: variable("USER") ?? "postgres",
            password: variable("PASSWORD"), schema: schema, applicationName: "PostgresTests")
        configuration.tlsMode = .disable
        return configuration
    }

    static var serverPort: Int {
        variable("PORT").flatMap { Int($0) } ?? 5432
    }

    private static func variable(_ name: String) -> String? {
        getenv("THROUGHTRAIN_TEST_POSTGRES_\(name)").map { String(cString: $0) }
    }
}

/// A schema that a test has for itself, dropped after it.
func withSchema<Value>(
    _ body: (_ schema: String, _ observer: PostgresConnection) async throws -> Value
) async throws -> Value {
    let schema = "test_\(UInt64.random(in: 0 ... .max))"
    let observer = try await PostgresConnection.connect(TestServer.configuration(schema: schema))
    try await observer.execute("CREATE SCHEMA \(identifier: schema)")
    let result: Result<Value, any Error>
    do { result = .success(try await body(schema, observer)) } catch { result = .failure(error) }
    try await observer.execute("DROP SCHEMA \(identifier: schema) CASCADE")
    await observer.close()
    return try result.get()
}

/// A pool for a test, closed after it.
func withPool<Value>(
    _ configuration: PoolConfiguration, _ body: (PostgresPool) async throws -> Value
) async throws -> Value {
    let pool = PostgresPool(configuration: configuration)
    do {
        let value = try await body(pool)
        await pool.close()
        return value
    } catch {
        await pool.close(drainingFor: .zero)
        throw error
    }
}

/// Waits until a condition holds, and fails the test if it does not within twenty seconds.
func eventually(_ what: Comment, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(20))
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, what)
        await Task.yield()
    }
}
