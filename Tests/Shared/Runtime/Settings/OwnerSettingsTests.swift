import Foundation
import Postgres
import Testing

@testable import Runtime

@Suite("The role that owns a service's schema")
struct OwnerSettingsTests {
    private func settings(_ overrides: String...) async throws -> ServiceSettings {
        try await ServiceSettings.read(for: "orders", file: nil, overrides: overrides)
    }

    @Test("is another one than serves, with a password of its own, on the same server in the same way")
    func usual() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("owner-\(UUID())")
        try Data("0wned\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let settings = try await settings(
            "postgres.password=5erve", "postgres.owner-password-file=\(file.path)", "postgres.port=1",
            "postgres.tls-authority-file=a.crt")
        #expect(settings.postgres.user == "orders")
        #expect(settings.postgres.password == "5erve")
        let owner = settings.postgresOwner
        #expect(owner.user == "orders_owner")
        #expect(owner.password == "0wned")
        #expect(owner.port == 1 && owner.schema == "orders" && owner.tlsMode == .verifyFull)
    }

    @Test("has no password unless it is given one, least of all that of the role that serves")
    func none() async throws {
        #expect(try await settings("postgres.password=5erve").postgresOwner.password == nil)
    }
}
