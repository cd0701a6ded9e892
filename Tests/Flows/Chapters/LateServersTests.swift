import Foundation
import LocalScripts
import TestSupport
import Testing

@testable import Story

@Suite("A service that starts before its servers", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(8)))
struct LateServersTests {
    @Test("says what it waits for, is not ready, and takes work by itself once they are there")
    func late() async throws {
        try await playing("late-servers", migrated: Play.services, running: []) { stage in
            try await stage.script("rabbitmq", ["stop", stage.instance])
            try await stage.script("postgres", ["stop", stage.instance])
            let service = try stage.start("catalogue", ["serve"])
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await bringServers(to: stage)) } catch { outcome = .failure(error) }
            service.terminate()
            service.waitUntilExit()
            try outcome.get()
            #expect(service.terminationStatus == 0)
        }
    }

    private func bringServers(to stage: Stage) async throws {
        let api = try await stage.api("catalogue")
        try await stage.wait("the service to say that the database and the broker are away") {
            let said = await missing(at: api)
            return said.contains("schema: PostgreSQL connectionFailed") && said.contains("publisher: ")
        }
        #expect(try await api.get("/health/live").status == 200)
        let refused = try await api.get("/products")
        #expect(refused.status == 503)
        #expect(refused.contentType == "application/problem+json")

        try await stage.script("postgres", ["start", stage.instance])
        try await stage.wait("the service to want for the broker alone") {
            let said = await missing(at: api)
            return !said.contains("PostgreSQL") && said.contains("publisher: ")
        }
        #expect(try await api.get("/products").status == 200)
        try await stage.script("rabbitmq", ["start", stage.instance])
        try await stage.wait("the service to be ready") { try await api.get("/health/ready").status == 200 }
    }

    /// What the service waits for; empty while it does not answer, or is ready.
    private func missing(at api: ServiceAPI) async -> String {
        guard let answer = try? await api.get("/health/ready"), answer.status == 503 else { return "" }
        return String(decoding: answer.body, as: UTF8.self)
    }
}
