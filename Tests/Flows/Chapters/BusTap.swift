import Foundation
import LocalScripts

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
        try await LocalScripts(folder: "/usr/bin").run(
            "curl",
            [
                "--silent", "--show-error", "--fail", "--noproxy", "*", "--max-time", "30", "--user",
                "admin:\(password)",
                "--header", "Content-Type: application/json", "--request", method, "--data", body, url + path,
            ])
    }
}
