public import AMQP
internal import Configuration
public import Eventing
public import Logging
public import Postgres
internal import SystemPackage

/// What an operator sets for a service.
///
/// A setting is looked for in `--set key=value`, then in the environment (`THROUGHTRAIN_HTTP_PORT` for `http.port`), then
/// in the JSON file of `--config`.
public struct ServiceSettings: Sendable {
    /// Where the service's schema is, and as whom it works there.
    public var postgres: PostgresConfiguration
    /// The same, as the role that owns the schema: for commands that change it. A service that runs does without.
    public var postgresOwner: PostgresConfiguration
    /// How many connections to it are open at most.
    public var postgresPoolSize: Int
    /// Where the broker is.
    public var rabbitmq: AMQPConfiguration
    /// Where the broker's management interface is; nil when it is not to be asked.
    public var management: ManagementSettings?
    /// As whom users and queues of partners are made on the broker; nil where nobody may.
    public var administrator: BrokerAdministrator?
    /// The address that HTTP is served on.
    public var httpHost: String
    /// The port that HTTP is served on.
    public var httpPort: Int
    /// How much of the service callers may take.
    public var httpLimits: HTTPLimits
    /// Whose tokens let in, and how a command on the command line names its caller.
    public var access: AccessSettings
    /// Who may ask for health and metrics, which need no token.
    public var probes: ProbeAccess
    /// The keys of personal data, as `personal make-key` makes the file; nil where none is read.
    public var personalKeysFile: String?
    /// How the sources of events are divided. The same for all services of a deployment, and for good.
    public var partitioning: Partitioning
    /// How many days the log of what was told goes back.
    public var logDays: Int32
    /// How often a running service audits itself; zero for never.
    public var auditInterval: Duration
    /// How many events a second are told again at most to those who ask for them.
    public var refillRate: Int
    /// The file that holds a simulated system's time; nil for a system that runs by the wall.
    public var clockFile: String?
    /// What is logged.
    public var logLevel: Logger.Level
    /// Where traces go; nil when none are made.
    public var tracing: TracingSettings?

    /// Reads the settings of a service.
    /// - Parameters:
    ///   - service: its name, by which schema, database role and broker user are called unless set otherwise.
    ///   - file: a JSON file; nil for none.
    ///   - overrides: `key=value` texts that win over environment and file.
    /// - Throws: ``SettingsError`` naming every fault at once.
    public static func read(for service: String, file: String?, overrides: [String]) async throws -> ServiceSettings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "--set", values: try values(overrides)),
            EnvironmentVariablesProvider().prefixKeys(with: "throughtrain"),
        ]
        if let file {
            providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
        }
        var reader = SettingsReader(ConfigReader(providers: providers))
        let settings = read(for: service, from: &reader)
        guard reader.faults.isEmpty else { throw SettingsError(faults: reader.faults) }
        return settings
    }

    private static func values(_ overrides: [String]) throws -> [AbsoluteConfigKey: ConfigValue] {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for override in overrides {
            guard let equals = override.firstIndex(of: "=") else {
                throw SettingsError(faults: [.init(key: override, problem: "is not of the form key=value")])
            }
            let name = String(override[..<equals])
            guard !name.hasSuffix("password") else {
                throw SettingsError(faults: [
                    .init(key: name, problem: "would be seen in the list of processes; name a file, by \(name)-file")
                ])
            }
            let key = AbsoluteConfigKey(ConfigKey(name))
            values[key] = ConfigValue(.string(String(override[override.index(after: equals)...])), isSecret: false)
        }
        return values
    }

    private static func read(for service: String, from reader: inout SettingsReader) -> ServiceSettings {
        var postgres = PostgresConfiguration(
            host: reader.text("postgres.host", default: "127.0.0.1"),
            port: reader.number("postgres.port", in: 1...65_535, default: 5432),
            database: reader.text("postgres.database", default: "throughtrain"),
            user: reader.text("postgres.user", default: service),
            password: reader.secret("postgres.password"),
            schema: reader.text("postgres.schema", default: service),
            applicationName: service)
        postgres.tlsRootCertificate = reader.optionalText("postgres.tls-authority-file")
        // Whoever names an authority wants to be sure of the server.
        postgres.tlsMode = reader.choice(
            "postgres.tls", default: postgres.tlsRootCertificate == nil ? .prefer : .verifyFull)
        if postgres.tlsRootCertificate != nil, ![.verifyCA, .verifyFull].contains(postgres.tlsMode) {
            reader.fault(
                "postgres.tls", "must be verify-ca or verify-full where postgres.tls-authority-file is set")
        }
        var owner = postgres
        owner.user = reader.text(ownerKey, default: "\(service)_owner")
        owner.password = reader.secret("postgres.owner-password")
        var rabbitmq = AMQPConfiguration(
            host: reader.text("rabbitmq.host", default: "127.0.0.1"),
            port: reader.number("rabbitmq.port", in: 1...65_535, default: 5672),
            virtualHost: reader.text("rabbitmq.vhost", default: "throughtrain"),
            user: reader.text("rabbitmq.user", default: service),
            password: reader.secret("rabbitmq.password") ?? "",
            connectionName: service)
        rabbitmq.alternates = reader.addresses("rabbitmq.alternates")
        rabbitmq.tls = reader.optionalText("rabbitmq.tls-authority-file").map { .init(authorityFile: $0) }
        return ServiceSettings(
            postgres: postgres, postgresOwner: owner,
            postgresPoolSize: reader.number("postgres.pool-size", in: 2...100, default: 8),
            rabbitmq: rabbitmq,
            management: management(of: rabbitmq, from: &reader), administrator: administrator(from: &reader),
            httpHost: reader.text("http.host", default: "127.0.0.1"),
            httpPort: reader.number("http.port", in: 0...65_535, default: 8080),
            httpLimits: HTTPLimits(from: &reader),
            access: access(from: &reader), probes: reader.choice("http.probes", default: .loopback),
            personalKeysFile: reader.optionalText(personalKeysFileKey),
            partitioning: Partitioning(
                count: reader.number("delivery.partitions", in: 1...256, default: Partitioning.usual.count)),
            // Longer than inboxes remember, so that a day that is dropped is compared by the hour no more.
            logDays: Int32(reader.number("delivery.log-days", in: 9...36_500, default: 400)),
            auditInterval: .seconds(60 * reader.number("audit.interval-minutes", in: 0...10_080, default: 60)),
            refillRate: reader.number("delivery.refill-rate", in: 1...100_000, default: 2000),
            clockFile: reader.optionalText("clock.file"),
            logLevel: reader.choice("log.level", default: .info),
            tracing: tracing(from: &reader))
    }

    /// The setting that names the role that owns the schema.
    static let ownerKey = "postgres.owner-user"
    /// The setting that names the file with the public keys of tokens.
    static let keysFileKey = "access.keys-file"
    /// The setting that names the file with the keys of personal data.
    static let personalKeysFileKey = "personal.keys-file"

    private static func access(from reader: inout SettingsReader) -> AccessSettings {
        let usual = TokenAuthority()
        return AccessSettings(
            keysFile: reader.optionalText(keysFileKey),
            authority: TokenAuthority(
                issuer: reader.text("access.issuer", default: usual.issuer),
                audience: reader.text("access.audience", default: usual.audience)),
            tokenFile: reader.optionalText("token.file"),
            commands: reader.choice("access.commands", default: .named))
    }

    /// The collector may be named as for other programs on the machine: `OTEL_EXPORTER_OTLP_ENDPOINT`.
    private static func tracing(from reader: inout SettingsReader) -> TracingSettings? {
        let common = ConfigReader(provider: EnvironmentVariablesProvider()).string(
            forKey: "otel.exporter.otlp.endpoint")
        let ratio = reader.fraction("otlp.sample-ratio", default: 1)
        guard let endpoint = reader.url("otlp.endpoint", default: common) else { return nil }
        return TracingSettings(endpoint: endpoint, sampleRatio: ratio)
    }

    /// The password comes from a file alone, so that it is seen in no list of processes.
    private static func administrator(from reader: inout SettingsReader) -> BrokerAdministrator? {
        guard let user = reader.optionalText("rabbitmq.administrator-user"),
            let password = reader.secret(inFileOf: "rabbitmq.administrator-password-file")
        else { return nil }
        return BrokerAdministrator(user: user, password: password)
    }

    /// The same user as over AMQP, unless another one is named. Where AMQP must be encrypted, this must be too.
    private static func management(
        of rabbitmq: AMQPConfiguration, from reader: inout SettingsReader
    ) -> ManagementSettings? {
        let key = "rabbitmq.management-url"
        guard let url = reader.optionalText(key) else { return nil }
        if rabbitmq.tls != nil, !url.hasPrefix("https://") {
            reader.fault(key, "must begin with https:// where rabbitmq.tls-authority-file is set, not '\(url)'")
        }
        return ManagementSettings(
            url: url, user: reader.text("rabbitmq.management-user", default: rabbitmq.user),
            password: reader.secret("rabbitmq.management-password") ?? rabbitmq.password,
            authorityFile: rabbitmq.tls?.authorityFile)
    }
}
