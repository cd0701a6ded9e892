import TestSupport
import Testing

@testable import Story

@Suite("A service that starts before its servers", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(4)))
struct LateServersTests {
    @Test("says what it waits for, is not ready, and takes work by itself once they are there")
    func late() async throws {
        try await playing("late-servers", migrated: Play.services, running: []) { stage in
            try await stage.script("rabbitmq", ["stop", stage.instance])
            try await stage.script("postgres", ["stop", stage.instance])
            // It returns when the service is ready, which is much later.
            async let started = stage.script("service", ["start", stage.instance, "catalogue"])
            let api = try await stage.api("catalogue")

            func missing() async throws -> String {
                guard let answer = try? await api.get("/health/ready"), answer.status == 503 else { return "" }
                return String(decoding: answer.body, as: UTF8.self)
            }
            try await stage.wait("the service to say that the database is away") {
                let said = try await missing()
                return said.contains("database: PostgreSQL") && said.contains("schema: ")
                    && said.contains("publisher: ")
            }
            let live = try await api.get("/health/live")
            #expect(live.status == 200)
            let refused = try await api.get("/products")
            #expect(refused.status == 503)
            #expect(refused.contentType == "application/problem+json")

            try await stage.script("postgres", ["start", stage.instance])
            try await stage.wait("the service to want for the broker alone") {
                let said = try await missing()
                return !said.contains("database: ") && !said.contains("schema: ") && said.contains("publisher: ")
            }
            try await stage.script("rabbitmq", ["start", stage.instance])
            _ = try await started
            #expect(try await api.get("/health/ready").status == 200)
            #expect(try await api.get("/products").status == 200)
            try await stage.script("service", ["stop", stage.instance, "catalogue"])
        }
    }
}
