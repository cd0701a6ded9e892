public import AMQP
internal import LocalScripts
public import Postgres

/// A server of a test's own, for what would disturb others: one that is stopped, killed, or held up on purpose.
public struct OwnServer: Sendable {
    /// Which of the two servers.
    public enum Kind: String, Sendable {
        /// PostgreSQL.
        case postgres
        /// RabbitMQ.
        case rabbitmq
    }

    private let kind: Kind
    private let instance: String

    /// Starts a server.
    /// - Parameters:
    ///   - instance: names it; `test-` is put before it. One that an earlier test left is used again.
    ///   - speaksTLS: whether it speaks TLS, and nothing else, with a certificate that is made out to `localhost`.
    public init(_ kind: Kind, instance: String, speaksTLS: Bool = false) async throws {
        self.kind = kind
        self.instance = "test-\(instance)"
        if speaksTLS { try await scripts().run("tls", [self.instance]) }
        try await run("start")
    }

    /// Starts it again after ``kill()`` or ``stop()``.
    public func start() async throws { try await run("start") }
    /// Ends it as an operator would.
    public func stop() async throws { try await run("stop") }
    /// Ends it as a power cut would.
    public func kill() async throws { try await run("kill") }

    /// Lets a broker take no messages, as one that is short of memory, or take them again.
    public func setMemoryAlarm(_ isOn: Bool) async throws {
        try await run("ctl", "set_vm_memory_high_watermark", isOn ? "0" : "0.4")
    }

    private func run(_ action: String, _ arguments: String...) async throws {
        try await scripts().run(kind.rawValue, [action, instance] + arguments)
    }

    /// Leads to it, as its administrator, when it is PostgreSQL.
    public func postgres(schema: String? = nil) async throws -> PostgresConfiguration {
        let settings = try await settings()
        var configuration = PostgresConfiguration(
            host: settings["THROUGHTRAIN_POSTGRES_HOST"] ?? "127.0.0.1",
            port: settings["THROUGHTRAIN_POSTGRES_PORT"].flatMap(Int.init) ?? 0,
            database: settings["THROUGHTRAIN_POSTGRES_DATABASE"] ?? "postgres",
            user: settings["THROUGHTRAIN_POSTGRES_USER"] ?? "postgres",
            password: settings["THROUGHTRAIN_POSTGRES_PASSWORD"], schema: schema, applicationName: schema ?? "tests")
        configuration.tlsRootCertificate = settings["THROUGHTRAIN_POSTGRES_TLS_AUTHORITY_FILE"]
        if configuration.tlsRootCertificate != nil { configuration.tlsMode = .verifyFull }
        return configuration
    }

    /// Leads to it, as its administrator, when it is RabbitMQ.
    public func rabbitmq() async throws -> AMQPConfiguration {
        let settings = try await settings()
        return AMQPConfiguration(
            host: settings["THROUGHTRAIN_RABBITMQ_HOST"] ?? "127.0.0.1",
            port: settings["THROUGHTRAIN_RABBITMQ_PORT"].flatMap(Int.init) ?? 0,
            user: settings["THROUGHTRAIN_RABBITMQ_USER"] ?? "guest",
            password: settings["THROUGHTRAIN_RABBITMQ_PASSWORD"] ?? "guest", connectionName: "tests",
            tls: settings["THROUGHTRAIN_RABBITMQ_TLS_AUTHORITY_FILE"].map { .init(authorityFile: $0) })
    }

    /// The settings by which the instance is reached, as its administrator.
    public func settings() async throws -> [String: String] {
        let output = try await scripts().run("env", [instance, "admin"])
        return output.split(separator: "\n").reduce(into: [:]) { settings, line in
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { settings[String(parts[0])] = String(parts[1]) }
        }
    }

    private func scripts() throws -> LocalScripts {
        guard let scripts = LiveServers.scripts else {
            throw ScriptFailure(description: "THROUGHTRAIN_TEST_LOCAL is not set; run make test")
        }
        return scripts
    }
}
