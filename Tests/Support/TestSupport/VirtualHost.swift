public import AMQP
internal import Foundation
internal import LocalScripts

/// A virtual host of a test's own on the tests' broker.
public struct VirtualHost: Sendable {
    /// Leads to it.
    public let configuration: AMQPConfiguration

    /// Gives a test a virtual host, which is gone afterwards.
    public static func with<Value>(_ body: (VirtualHost) async throws -> Value) async throws -> Value {
        let name = "test-\(UUID().uuidString.lowercased())"
        try manage("PUT", "/api/vhosts/\(name)")
        defer { try? manage("DELETE", "/api/vhosts/\(name)") }
        return try await body(VirtualHost(configuration: LiveServers.rabbitmq(virtualHost: name)))
    }

    /// Asks the broker's management interface.
    private static func manage(_ method: String, _ path: String) throws {
        let curl = Process()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let user = "\(LiveServers.variable("RABBITMQ_USER") ?? ""):\(LiveServers.variable("RABBITMQ_PASSWORD") ?? "")"
        let url = (LiveServers.variable("RABBITMQ_MANAGEMENT_URL") ?? "") + path
        curl.arguments = [
            "curl", "--silent", "--show-error", "--fail", "--max-time", "20", "--user", user, "--request", method, url,
        ]
        curl.standardOutput = FileHandle.nullDevice
        try curl.run()
        curl.waitUntilExit()
        guard curl.terminationStatus == 0 else {
            throw ScriptFailure(description: "\(method) \(path) of the broker's management interface failed")
        }
    }
}
