import AMQP
import LocalScripts
import Postgres
import TestSupport
import Testing

@testable import Runtime

/// The servers speak nothing but TLS. Their certificates are made out to `localhost`, so that 127.0.0.1 is a wrong name for the same one.
// One at a time: they share an instance.
@Suite(
    "Connections that must be encrypted", .serialized, .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct TLSTests {
    @Test("PostgreSQL: the right server is talked to, encrypted; no impostor, no plain one, and nobody who comes plain")
    func postgres() async throws {
        let server = try await OwnServer(.postgres, instance: "tls", speaksTLS: true)
        let configuration = try await server.postgres()
        let connection = try await PostgresConnection.connect(configuration)
        let isEncrypted = try await connection.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        #expect(try isEncrypted.decode(Bool.self) == [true])
        await connection.close()

        var misnamed = configuration
        misnamed.host = "127.0.0.1"
        await refuses(misnamed, saying: "does not match host name")
        var distrusting = configuration
        distrusting.tlsRootCertificate = try await Self.otherAuthority()
        await refuses(distrusting, saying: "certificate verify failed")
        var plainServer = LiveServers.postgres()
        plainServer.tlsMode = .verifyFull
        plainServer.tlsRootCertificate = configuration.tlsRootCertificate
        await refuses(plainServer, saying: "does not support SSL")
        var plain = configuration
        plain.tlsMode = .disable
        await refuses(plain, saying: "no encryption")
    }

    private func refuses(_ configuration: PostgresConfiguration, saying reason: String) async {
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
        #expect(error?.kind == .connectionFailed)
        let said = "\(error.map { "\($0)" } ?? "")"
        #expect(said.contains(reason), "\(said)")
        #expect(!said.contains(configuration.password ?? "-"))
    }

    @Test("RabbitMQ: messages go and come, encrypted; with no impostor, no plain one, and nobody who comes plain")
    func rabbitmq() async throws {
        let server = try await OwnServer(.rabbitmq, instance: "tls", speaksTLS: true)
        let configuration = try await server.rabbitmq()
        try await carries(configuration)

        var misnamed = configuration
        misnamed.host = "127.0.0.1"
        await refuses(misnamed, saying: "is not made out to 127.0.0.1")
        var distrusting = configuration
        distrusting.tls = .init(authorityFile: try await Self.otherAuthority())
        await refuses(distrusting, saying: "is not from an authority in")
        var plainServer = LiveServers.rabbitmq(virtualHost: "/")
        plainServer.tls = configuration.tls
        await refuses(plainServer, saying: "does not speak TLS")
        var plain = configuration
        plain.tls = nil
        await refuses(plain, saying: "broke")
        try await manages(server.settings())
    }

    @Test("a service of a system on such servers is served, and all that it says to them is encrypted")
    func served() async throws {
        let servers = [
            try await OwnServer(.postgres, instance: "tls", speaksTLS: true),
            try await OwnServer(.rabbitmq, instance: "tls", speaksTLS: true),
        ]
        let scripts = try #require(LiveServers.scripts)
        try await scripts.run("provision", ["test-tls"])
        for service in ["catalogue", "orders", "eligibility", "logistics", "livestream"] {
            try await scripts.run("run", ["test-tls", service, "migrate"])
        }
        try await scripts.run("service", ["start", "test-tls", "eligibility"])
        let diagnosis = try await scripts.run("run", ["test-tls", "eligibility", "doctor"])
        for part in ["schema", "broker", "topology"] { #expect(diagnosis.contains("ok    \(part)"), "\(diagnosis)") }

        let connection = try await PostgresConnection.connect(servers[0].postgres())
        let sessions = try await connection.query(
            "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'eligibility'"
        ).decode(Bool.self)
        #expect(!sessions.isEmpty && sessions.allSatisfy { $0 })
        await connection.close()
        struct Connection: Decodable { let ssl: Bool }
        let management = try management(try await servers[1].settings())
        var bus: [Connection] = []
        // The broker counts them every few seconds.
        let isCounted = try await eventually {
            bus = try await management.get([Connection].self, at: "connections", columns: "ssl") ?? []
            return !bus.isEmpty
        }
        #expect(isCounted && bus.allSatisfy(\.ssl))
        try await scripts.run("service", ["stop", "test-tls", "eligibility"])
        for server in servers { try await server.kill() }
    }

    /// The management interface of the same server.
    private func manages(_ settings: [String: String]) async throws {
        let management = try management(settings)
        let isThere = try await management.exists(at: "vhosts", "/")
        #expect(isThere)
        var distrusting = management.settings
        distrusting.authorityFile = nil
        var trustingOthers = management.settings
        trustingOthers.authorityFile = try await Self.otherAuthority()
        var misnamed = management.settings
        misnamed.url.replace("localhost", with: "127.0.0.1")
        for settings in [distrusting, trustingOthers, misnamed] {
            await #expect {
                _ = try await ManagementAPI(settings: settings).exists(at: "vhosts", "/")
            } throws: { error in
                "\(error)".contains("SSL") && !"\(error)".contains(settings.password)
            }
        }
    }

    private func management(_ settings: [String: String]) throws -> ManagementAPI {
        ManagementAPI(
            settings: ManagementSettings(
                url: try #require(settings["THROUGHTRAIN_RABBITMQ_MANAGEMENT_URL"]), user: "admin",
                password: try #require(settings["THROUGHTRAIN_RABBITMQ_PASSWORD"]),
                authorityFile: settings["THROUGHTRAIN_RABBITMQ_TLS_AUTHORITY_FILE"]))
    }

    /// Messages larger than a record of TLS, of which some lie in no socket while they wait to be read.
    private func carries(_ configuration: AMQPConfiguration) async throws {
        let topology = AMQPTopology(
            exchanges: [.init("tls", kind: .topic)], queues: [.init("tls", kind: .quorum)],
            bindings: [.init(queue: "tls", exchange: "tls", routingKey: "tls")])
        let publisher = AMQPPublisher(configuration, topology: topology)
        try await publisher.connected(within: .seconds(20))
        let consumer = AMQPConsumer(configuration, topology: topology, queues: ["tls"], prefetch: 50)
        try await consumer.connected(within: .seconds(20))
        let bodies = (0..<100).map { [UInt8](repeating: UInt8($0), count: 50_000) }
        let outcomes = await publisher.publish(
            bodies.enumerated().map {
                AMQPMessage(exchange: "tls", routingKey: "tls", body: $0.element, messageID: "m\($0.offset)")
            })
        #expect(outcomes == Array(repeating: .confirmed, count: bodies.count))
        var received: [[UInt8]] = []
        while received.count < bodies.count {
            let batch = try await consumer.nextBatch(maximum: 20)
            received += batch.map(\.body)
            if let last = batch.last { await consumer.acknowledge(through: last.receipt) }
        }
        #expect(received == bodies)
        await consumer.close()
        await publisher.close()
    }

    private func refuses(_ configuration: AMQPConfiguration, saying reason: String) async {
        let error = await #expect(throws: AMQPError.self) { try await AMQPAdministration.connect(configuration) }
        let said = "\(error.map { "\($0)" } ?? "")"
        #expect(said.contains(reason), "\(said)")
        #expect(!said.contains(configuration.password))
    }

    /// An authority that signed neither server's certificate.
    private static func otherAuthority() async throws -> String {
        let scripts = try #require(LiveServers.scripts)
        try await scripts.run("tls", ["test-tls-other"])
        let settings = try await scripts.run("env", ["test-tls-other", "admin"])
        return try #require(
            settings.split(separator: "\n").first { $0.hasPrefix("THROUGHTRAIN_RABBITMQ_TLS_AUTHORITY_FILE=") }
                .map { String($0.drop { $0 != "=" }.dropFirst()) })
    }
}
