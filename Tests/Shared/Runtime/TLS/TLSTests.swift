import AMQP
import LocalScripts
import Postgres
import TestSupport
import Testing

@testable import Runtime

/// The servers' certificates are made out to `localhost`, so that 127.0.0.1 is a wrong name for the same server.
// One at a time: they share an instance.
@Suite(
    "Connections that must be encrypted", .serialized, .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct TLSTests {
    @Test("PostgreSQL: the right server is talked to, encrypted; an impostor and a plain one are not")
    func postgres() async throws {
        let server = try await OwnServer(.postgres, instance: "tls", speaksTLS: true)
        var configuration = try await server.postgres()
        configuration.host = "localhost"
        configuration.tlsMode = .verifyFull
        let settings = try await server.settings()
        let authority: String = try #require(settings["THROUGHTRAIN_TLS_AUTHORITY_FILE"])
        configuration.tlsRootCertificate = authority
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
        var plain = LiveServers.postgres()
        plain.tlsMode = .verifyFull
        plain.tlsRootCertificate = configuration.tlsRootCertificate
        await refuses(plain, saying: "does not support SSL")
        try await server.kill()
    }

    private func refuses(_ configuration: PostgresConfiguration, saying reason: String) async {
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
        #expect(error?.kind == .connectionFailed)
        let said = "\(error.map { "\($0)" } ?? "")"
        #expect(said.contains(reason), "\(said)")
        #expect(!said.contains(configuration.password ?? "-"))
    }

    @Test("RabbitMQ: messages go and come, encrypted; an impostor and a plain one are not talked to")
    func rabbitmq() async throws {
        let server = try await OwnServer(.rabbitmq, instance: "tls", speaksTLS: true)
        let settings = try await server.settings()
        let plain = try await server.rabbitmq()
        var configuration = plain
        configuration.host = "localhost"
        configuration.port = try #require(settings["THROUGHTRAIN_RABBITMQ_TLS_PORT"].flatMap(Int.init))
        let authority = try #require(settings["THROUGHTRAIN_TLS_AUTHORITY_FILE"])
        configuration.tls = .init(authorityFile: authority)
        try await carries(configuration)

        var misnamed = configuration
        misnamed.host = "127.0.0.1"
        await refuses(misnamed, saying: "is not made out to 127.0.0.1")
        var distrusting = configuration
        distrusting.tls = .init(authorityFile: try await Self.otherAuthority())
        await refuses(distrusting, saying: "is not from an authority in")
        var unencrypted = configuration
        unencrypted.port = plain.port
        await refuses(unencrypted, saying: "does not speak TLS")
        try await manages(settings, trusting: authority)
        try await server.kill()
    }

    /// The management interface of the same server.
    private func manages(_ settings: [String: String], trusting authority: String) async throws {
        let url = try #require(settings["THROUGHTRAIN_RABBITMQ_MANAGEMENT_TLS_URL"])
        let password = try #require(settings["THROUGHTRAIN_RABBITMQ_PASSWORD"])
        func management(_ url: String, _ authority: String?) -> ManagementAPI {
            ManagementAPI(
                settings: ManagementSettings(url: url, user: "admin", password: password, authorityFile: authority))
        }
        let isThere = try await management(url, authority).exists(at: "vhosts", "/")
        #expect(isThere)
        let impostors = [
            management(url, nil), management(url, try await Self.otherAuthority()),
            management(url.replacing("localhost", with: "127.0.0.1"), authority),
        ]
        for impostor in impostors {
            await #expect {
                _ = try await impostor.exists(at: "vhosts", "/")
            } throws: { error in
                "\(error)".contains("SSL") && !"\(error)".contains(password)
            }
        }
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
            settings.split(separator: "\n").first { $0.hasPrefix("THROUGHTRAIN_TLS_AUTHORITY_FILE=") }
                .map { String($0.drop { $0 != "=" }.dropFirst()) })
    }
}
