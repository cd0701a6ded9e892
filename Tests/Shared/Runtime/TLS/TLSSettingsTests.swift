import AMQP
import Postgres
import Runtime
import Testing

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

    @Test("what is said of PostgreSQL by itself counts")
    func explicit() async throws {
        let said = try await settings("postgres.tls-authority-file=a.crt", "postgres.tls=verify-ca").postgres
        #expect(said.tlsMode == .verifyCA)
    }
}
