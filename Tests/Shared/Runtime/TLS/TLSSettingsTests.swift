import AMQP
import Postgres
import Testing

@testable import Runtime

@Suite("Whether connections must be encrypted, as it is set")
struct TLSSettingsTests {
    private func settings(_ overrides: String...) async throws -> ServiceSettings {
        try await ServiceSettings.read(for: "orders", file: nil, overrides: overrides)
    }

    @Test("naming an authority makes it a must, and has the name checked")
    func authority() async throws {
        #expect(try await settings().postgres.tlsMode == .prefer)
        #expect(try await settings().rabbitmq.tls == nil)
        #expect(try await settings("postgres.tls-authority-file=a.crt").postgres.tlsMode == .verifyFull)
        let tls = try await settings("rabbitmq.tls-authority-file=a.crt").rabbitmq.tls
        #expect(tls == .init(authorityFile: "a.crt", verifiesHostname: true))
    }

    @Test("the broker's management must be encrypted with the broker, by the same authority")
    func management() async throws {
        let broker = "rabbitmq.tls-authority-file=a.crt"
        let encrypted = try await settings(broker, "rabbitmq.management-url=https://mq.example:15671")
        #expect(encrypted.management?.authorityFile == "a.crt")
        let fault = await #expect(throws: SettingsError.self) {
            try await settings(broker, "rabbitmq.management-url=http://mq.example:15672")
        }
        #expect(fault?.faults.map(\.key) == ["rabbitmq.management-url"])
        #expect(try await settings("rabbitmq.management-url=http://mq.example:15672").management != nil)
    }

    @Test("what is said of PostgreSQL by itself counts")
    func explicit() async throws {
        let said = try await settings("postgres.tls-authority-file=a.crt", "postgres.tls=verify-ca").postgres
        #expect(said.tlsMode == .verifyCA)
        let fault = await #expect(throws: SettingsError.self) {
            try await settings("postgres.tls-authority-file=a.crt", "postgres.tls=prefer")
        }
        #expect(fault?.faults.map(\.key) == ["postgres.tls"])
    }
}
