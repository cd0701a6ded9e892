import AMQP
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("The commands for partners", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(4)))
struct PartnerCommandTests {
    private struct Access: Decodable {
        let id: String
        let user: String
        let queue: String
        let history: String
        let password: String?
    }

    private struct List: Decodable {
        struct Partner: Decodable {
            let name: String
            let id: String
        }
        let partners: [Partner]
    }

    private static let who = ["--actor", "zhou", "--reason", "contract 17"]

    @Test("add, list, rotate and remove one at each service, and with the last service its user and queues go")
    func course() async throws {
        try await playing("partners", migrated: Play.services, running: []) { plain in
            let stage = plain.asAdministrator
            try await stage.setTime(Instant(of: "2019-07-07T01:00:00Z"))
            let (file, key) = ("\(stage.folder)/orchard.password", "\(stage.folder)/orchard.key")
            let added = try await stage.ask(
                Access.self, "orders",
                ["partner", "add", "orchard", "--password-file", file, "--key-file", key] + Self.who)
            #expect(added.password == nil && added.user == "partner.orchard")
            for path in [file, key] { #expect(try permissions(path) == 0o600) }
            let password = try text(file)
            #expect(try await opens(stage, password: password))

            await expectRefusal(stage, "orders", ["partner", "add", "orchard"], "is registered here")
            await expectRefusal(stage, "catalogue", ["partner", "add", "orchard"], "give its --id")
            let second = try await stage.ask(
                Access.self, "catalogue", ["partner", "add", "orchard", "--id", added.id, "--key-file", key] + Self.who)
            #expect(second.password == nil)
            let list = try await stage.ask(List.self, "catalogue", ["partner", "list"])
            #expect(list.partners.map(\.id) == [added.id])
            let keys = try await keys(stage, "orders")
            #expect(try await self.keys(stage, "catalogue") == keys)

            let rotated = try await stage.ask(Access.self, "orders", ["partner", "rotate", "orchard"] + Self.who)
            let newPassword = try #require(rotated.password)
            #expect(try await opens(stage, password: newPassword))
            #expect(try await opens(stage, password: password) == false)

            await expectRefusal(stage, "orders", ["partner", "remove", "orchard"], "--yes")
            let left = try await stage.run("orders", ["partner", "remove", "orchard", "--yes"] + Self.who)
            #expect(left.contains("other services still tell it"))
            #expect(try await opens(stage, password: newPassword))
            let gone = try await stage.run("catalogue", ["partner", "remove", "orchard", "--yes"] + Self.who)
            #expect(gone.contains("its user and its queues are gone"))
            #expect(try await opens(stage, password: newPassword) == false)
            await expectRefusal(stage, "catalogue", ["partner", "rotate", "orchard"], "there is no partner orchard")
            let trail = [
                "add-partner zhou contract 17", "rotate-partner zhou contract 17", "remove-partner zhou contract 17",
            ]
            #expect(try await audited(stage, "orders") == trail)
        }
    }

    @Test("without an administrator of the broker say which setting is missing, and change nothing")
    func unsettled() async throws {
        try await playing("partners-unset", migrated: ["orders"], running: []) { stage in
            try await stage.setTime(Instant(of: "2019-07-07T01:00:00Z"))
            await expectRefusal(
                stage, "orders", ["partner", "add", "orchard"], "rabbitmq.administrator-user is missing")
            let list = try await stage.ask(List.self, "orders", ["partner", "list"])
            #expect(list.partners.isEmpty)
        }
    }

    // MARK: - Looking

    private func expectRefusal(_ stage: Stage, _ service: String, _ arguments: [String], _ words: String) async {
        do {
            Issue.record("not refused: \(try await stage.run(service, arguments + Self.who))")
        } catch {
            #expect("\(error)".contains(words))
        }
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// Whether the partner's user can log in.
    private func opens(_ stage: Stage, password: String) async throws -> Bool {
        let settings = try await stage.script("env", [stage.instance, "orders"])
        let port = settings.split(separator: "\n").first { $0.hasPrefix("THROUGHTRAIN_RABBITMQ_PORT=") }
        let configuration = AMQPConfiguration(
            host: "127.0.0.1", port: try #require(port.flatMap { Int($0.split(separator: "=")[1]) }),
            virtualHost: "throughtrain", user: "partner.orchard", password: password, connectionName: "tests")
        do {
            let connection = try await AMQPAdministration.connect(configuration)
            await connection.close()
            return true
        } catch {
            return false
        }
    }

    private func keys(_ stage: Stage, _ service: String) async throws -> [[UInt8]] {
        try await query(stage, service) { try await $0.query("SELECT key FROM partner").decode([UInt8].self) }
    }

    private func audited(_ stage: Stage, _ service: String) async throws -> [String] {
        try await query(stage, service) { session in
            try await session.query(
                """
                SELECT command || ' ' || actor || ' ' || reason FROM audit_trail WHERE subject = 'orchard' ORDER BY number
                """
            ).decode(String.self)
        }
    }

    private func query<Value>(
        _ stage: Stage, _ service: String, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let session = try await PostgresConnection.connect(Administrator(of: stage).database(of: service))
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body(session)) } catch { outcome = .failure(error) }
        await session.close()
        return try outcome.get()
    }
}

extension Stage {
    /// The same instance, whose commands know the administrator of the broker.
    fileprivate var asAdministrator: Stage {
        var stage = self
        stage.settings["THROUGHTRAIN_RABBITMQ_ADMINISTRATOR_USER"] = "admin"
        stage.settings["THROUGHTRAIN_RABBITMQ_ADMINISTRATOR_PASSWORD_FILE"] = "\(folder)/secrets/admin.rabbitmq"
        return stage
    }
}
