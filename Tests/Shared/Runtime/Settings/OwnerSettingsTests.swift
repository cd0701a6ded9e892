import Foundation
import Postgres
import Testing

@testable import Runtime

@Suite("The role that owns a service's schema")
struct OwnerSettingsTests {
    private func settings(_ overrides: String...) async throws -> ServiceSettings {
        try await ServiceSettings.read(for: "orders", file: nil, overrides: overrides)
    }

    /// A file with a password, for as long as it is needed.
    private func withPassword<Value>(_ password: String, _ body: (String) async throws -> Value) async throws -> Value {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("password-\(UUID())")
        try Data("\(password)\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await body(file.path)
    }

    @Test("is another one than serves, with a password of its own, on the same server in the same way")
    func usual() async throws {
        let settings = try await withPassword("5erve") { own in
            try await withPassword("0wned") { owner in
                try await self.settings(
                    "postgres.password-file=\(own)", "postgres.owner-password-file=\(owner)", "postgres.port=1",
                    "postgres.tls-authority-file=a.crt")
            }
        }
        #expect(settings.postgres.user == "orders")
        #expect(settings.postgres.password == "5erve")
        let owner = settings.postgresOwner
        #expect(owner.user == "orders_owner")
        #expect(owner.password == "0wned")
        #expect(owner.port == 1 && owner.schema == "orders" && owner.tlsMode == .verifyFull)
    }

    @Test("has no password unless it is given one, least of all that of the role that serves")
    func none() async throws {
        let settings = try await withPassword("5erve") { try await self.settings("postgres.password-file=\($0)") }
        #expect(settings.postgresOwner.password == nil)
    }

    @Test("has its password, as all passwords are, by a file: on the command line everybody would see it")
    func seen() async throws {
        for key in [
            "postgres.password", "postgres.owner-password", "rabbitmq.password", "rabbitmq.management-password",
        ] {
            let fault = await #expect(throws: SettingsError.self) { try await settings("\(key)=5erve") }
            #expect(fault?.faults.map(\.key) == [key])
            #expect(fault?.description.contains("5erve") == false)
        }
    }
}
