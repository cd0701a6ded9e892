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
        defer { _ = try? manage("DELETE", "/api/vhosts/\(name)") }
        return try await body(VirtualHost(configuration: LiveServers.rabbitmq(virtualHost: name)))
    }

    // MARK: - What an operator may do

    /// Closes all connections, once so many are there, and says whether it closed them. Fewer are left alone: whoever
    /// closed each as soon as it came would never see them together.
    public func closeConnections(of count: Int) throws -> Bool {
        struct Connection: Decodable { let name: String }
        let list = try Self.manage("GET", "/api/vhosts/\(configuration.virtualHost)/connections")
        let connections = try JSONDecoder().decode([Connection].self, from: list)
        guard connections.count == count else { return false }
        return connections.allSatisfy { connection in
            let name = connection.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? connection.name
            // One that has ended meanwhile is not there to be closed.
            return (try? Self.manage("DELETE", "/api/connections/\(name)")) != nil
        }
    }

    /// Deletes a queue and all that it holds.
    public func deleteQueue(_ name: String) throws {
        try Self.manage("DELETE", "/api/queues/\(configuration.virtualHost)/\(name)")
    }

    /// Lets no queue hold more messages than given.
    public func limitQueues(to length: Int) throws {
        try Self.manage(
            "PUT", "/api/policies/\(configuration.virtualHost)/limit",
            body: #"{"pattern":".*","definition":{"max-length":\#(length)},"apply-to":"queues"}"#)
    }

    /// Lets queues hold what they can.
    public func liftLimit() throws {
        try Self.manage("DELETE", "/api/policies/\(configuration.virtualHost)/limit")
    }

    /// Asks the broker's management interface.
    @discardableResult
    static func manage(_ method: String, _ path: String, body: String? = nil) throws -> Data {
        let curl = Process()
        let answer = Pipe()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let user = "\(LiveServers.variable("RABBITMQ_USER") ?? ""):\(LiveServers.variable("RABBITMQ_PASSWORD") ?? "")"
        let url = (LiveServers.variable("RABBITMQ_MANAGEMENT_URL") ?? "") + path
        curl.arguments =
            [
                "curl", "--silent", "--show-error", "--fail", "--max-time", "20", "--user", user, "--request", method,
                url,
            ] + (body.map { ["--header", "Content-Type: application/json", "--data", $0] } ?? [])
        curl.standardOutput = answer
        try curl.run()
        let output = answer.fileHandleForReading.readDataToEndOfFile()
        curl.waitUntilExit()
        guard curl.terminationStatus == 0 else {
            throw ScriptFailure(description: "\(method) \(path) of the broker's management interface failed")
        }
        return output
    }
}
