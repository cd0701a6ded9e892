public import AMQP
internal import Foundation
internal import LocalScripts
internal import Runtime

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
        var configuration = try await server.rabbitmq()
        configuration.virtualHost = newName()
        return try await with(configuration, server.settings()["THROUGHTRAIN_RABBITMQ_MANAGEMENT_URL"], body)
    }

    private static func newName() -> String {
        "test-\(UUID().uuidString.lowercased())"
    }

    private static func with<Value>(
        _ configuration: AMQPConfiguration, _ managementURL: String?, _ body: (VirtualHost) async throws -> Value
    ) async throws -> Value {
        let host = VirtualHost(configuration: configuration, managementURL: managementURL ?? "")
        try await host.manage("PUT", "/api/vhosts/\(configuration.virtualHost)")
        return try await host.deleting("/api/vhosts/\(configuration.virtualHost)") { try await body(host) }
    }

    /// Does something, and deletes what stands at a path, whatever came of it.
    func deleting<Value>(_ path: String, after body: () async throws -> Value) async throws -> Value {
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        // A test that took too long is cancelled, and would leave it there.
        _ = await Task { try? await manage("DELETE", path) }.value
        return try outcome.get()
    }

    // MARK: - What an operator may do

    /// Closes all connections, once so many are there, and says whether it closed them. Fewer are left alone: whoever
    /// closed each as soon as it came would never see them together.
    public func closeConnections(of count: Int) async throws -> Bool {
        struct Connection: Decodable { let name: String }
        let list = try await manage("GET", "/api/vhosts/\(configuration.virtualHost)/connections")
        let connections = try JSONDecoder().decode([Connection].self, from: list)
        guard connections.count >= count else { return false }
        for connection in connections {
            let name = connection.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? connection.name
            // One that has ended meanwhile is not there to be closed.
            guard (try? await manage("DELETE", "/api/connections/\(name)")) != nil else { return false }
        }
        return true
    }

    /// Deletes a queue and all that it holds.
    public func deleteQueue(_ name: String) async throws {
        try await manage("DELETE", "/api/queues/\(configuration.virtualHost)/\(name)")
    }

    /// Loses all that a queue holds, as a broker does whose disk is gone.
    public func purgeQueue(_ name: String) async throws {
        try await manage("DELETE", "/api/queues/\(configuration.virtualHost)/\(name)/contents")
    }

    /// Lets no queue hold more messages than given.
    public func limitQueues(to length: Int) async throws {
        try await manage(
            "PUT", "/api/policies/\(configuration.virtualHost)/limit",
            body: #"{"pattern":".*","definition":{"max-length":\#(length)},"apply-to":"queues"}"#)
    }

    /// Lets queues hold what they can.
    public func liftLimit() async throws {
        try await manage("DELETE", "/api/policies/\(configuration.virtualHost)/limit")
    }

    /// Asks the broker's management interface.
    @discardableResult
    func manage(_ method: String, _ path: String, body: String? = nil) async throws -> Data {
        var request = OutgoingRequest(
            method, managementURL + path, headers: ["Content-Type": "application/json"],
            body: body.map { Array($0.utf8) })
        request.authenticate(as: configuration.user, password: configuration.password)
        let answer = try await request.answer(within: .seconds(20))
        guard (200..<300).contains(answer.status) else {
            throw ScriptFailure(
                description: "\(method) \(path) of the broker's management interface is answered \(answer.status)")
        }
        return Data(answer.body)
    }
}
