import Foundation
import LocalScripts
import Runtime

@testable import Story

/// A queue of an administrator's to which goes all that is told on the bus, in both editions.
struct BusTap {
    private let url: String
    private let password: String

    /// Listens from now on.
    init(on stage: Stage) async throws {
        let output = try await stage.script("env", [stage.instance, "admin"])
        let settings: [String: String] = output.split(separator: "\n").reduce(into: [:]) { settings, line in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { settings[parts[0]] = parts[1] }
        }
        url = "\(settings["THROUGHTRAIN_RABBITMQ_MANAGEMENT_URL"] ?? "")/api"
        password = settings["THROUGHTRAIN_RABBITMQ_PASSWORD"] ?? ""
        _ = try await send("PUT", "/queues/throughtrain/tap", "{}")
        for exchange in ["throughtrain.events", "throughtrain.partner"] {
            _ = try await send("POST", "/bindings/throughtrain/e/\(exchange)/q/tap", ##"{"routing_key":"#"}"##)
        }
    }

    /// All that was told since, with what is said of it.
    func messages() async throws -> Data {
        let words = #"{"count":100000,"ackmode":"ack_requeue_false","encoding":"auto"}"#
        return Data(try await send("POST", "/queues/throughtrain/tap/get", words).utf8)
    }

    private func send(_ method: String, _ path: String, _ body: String) async throws -> String {
        var request = OutgoingRequest(
            method, url + path, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        request.authenticate(as: "admin", password: password)
        let answer = try await request.answer(within: .seconds(30))
        let said = String(decoding: answer.body, as: UTF8.self)
        guard (200..<300).contains(answer.status) else {
            throw ScriptFailure(description: "\(method) \(path) is answered \(answer.status): \(said)")
        }
        return said
    }
}
