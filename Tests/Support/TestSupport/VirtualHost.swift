public import AMQP
internal import Foundation
internal import LocalScripts

/// A virtual host of a test's own on the tests' broker.
public struct VirtualHost: Sendable {
    /// Leads to it.
    public let configuration: AMQPConfiguration
    /// Its name.
    public var name: String { configuration.virtualHost }
    let managementURL: String

    /// Gives a test a virtual host, which is gone afterwards.
    public static func with<Value>(_ body: (VirtualHost) async throws -> Value) async throws -> Value {
        try await with(
            LiveServers.rabbitmq(virtualHost: newName()), LiveServers.variable("RABBITMQ_MANAGEMENT_URL"), body)
    }

    /// Gives a test a virtual host on a broker of its own, which it may end and start again.
    public static func with<Value>(
        on server: OwnServer, _ body: (VirtualHost) async throws -> Value
    ) async throws -> Value {
        let settings = try await server.settings()
        let configuration = AMQPConfiguration(
            host: settings["THROUGHTRAIN_RABBITMQ_HOST"] ?? "127.0.0.1",
            port: settings["THROUGHTRAIN_RABBITMQ_PORT"].flatMap(Int.init) ?? 0, virtualHost: newName(),
            user: settings["THROUGHTRAIN_RABBITMQ_USER"] ?? "",
            password: settings["THROUGHTRAIN_RABBITMQ_PASSWORD"] ?? "", connectionName: "tests")
        return try await with(configuration, settings["THROUGHTRAIN_RABBITMQ_MANAGEMENT_URL"], body)
    }

    private static func newName() -> String {
        "test-\(UUID().uuidString.lowercased())"
    }

    private static func with<Value>(
        _ configuration: AMQPConfiguration, _ managementURL: String?, _ body: (VirtualHost) async throws -> Value
    ) async throws -> Value {
        let host = VirtualHost(configuration: configuration, managementURL: managementURL ?? "")
        try host.manage("PUT", "/api/vhosts/\(configuration.virtualHost)")
        defer { _ = try? host.manage("DELETE", "/api/vhosts/\(configuration.virtualHost)") }
        return try await body(host)
    }

    // MARK: - What an operator may do

    /// Closes all connections, once so many are there, and says whether it closed them. Fewer are left alone: whoever
    /// closed each as soon as it came would never see them together.
    public func closeConnections(of count: Int) throws -> Bool {
        struct Connection: Decodable { let name: String }
        let list = try manage("GET", "/api/vhosts/\(configuration.virtualHost)/connections")
        let connections = try JSONDecoder().decode([Connection].self, from: list)
        guard connections.count >= count else { return false }
        return connections.allSatisfy { connection in
            let name = connection.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? connection.name
            // One that has ended meanwhile is not there to be closed.
            return (try? manage("DELETE", "/api/connections/\(name)")) != nil
        }
    }

    /// Deletes a queue and all that it holds.
    public func deleteQueue(_ name: String) throws {
        try manage("DELETE", "/api/queues/\(configuration.virtualHost)/\(name)")
    }

    /// Loses all that a queue holds, as a broker does whose disk is gone.
    public func purgeQueue(_ name: String) throws {
        try manage("DELETE", "/api/queues/\(configuration.virtualHost)/\(name)/contents")
    }

    /// Lets no queue hold more messages than given.
    public func limitQueues(to length: Int) throws {
        try manage(
            "PUT", "/api/policies/\(configuration.virtualHost)/limit",
            body: #"{"pattern":".*","definition":{"max-length":\#(length)},"apply-to":"queues"}"#)
    }

    /// Lets queues hold what they can.
    public func liftLimit() throws {
        try manage("DELETE", "/api/policies/\(configuration.virtualHost)/limit")
    }

    /// Asks the broker's management interface.
    @discardableResult
    func manage(_ method: String, _ path: String, body: String? = nil) throws -> Data {
        let curl = Process()
        let answer = Pipe()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let user = "\(configuration.user):\(configuration.password)"
        let url = managementURL + path
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
