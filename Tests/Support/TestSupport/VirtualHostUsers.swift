public import AMQP
public import Delivery
internal import Foundation
public import Runtime

extension VirtualHost {
    /// Gives a test a user of the virtual host, who is gone afterwards.
    /// - Parameter rights: what the user may do; nil for nothing at all.
    public func withUser<Value>(
        _ rights: BusRights?, _ body: (AMQPConfiguration) async throws -> Value
    ) async throws -> Value {
        let name = "test-\(UUID().uuidString.lowercased())"
        try await manage("PUT", "/api/users/\(name)", body: #"{"password":"\#(name)","tags":"management"}"#)
        return try await deleting("/api/users/\(name)") {
            if let rights { try await grant(rights, to: name) }
            var configuration = configuration
            configuration.user = name
            configuration.password = name
            return try await body(configuration)
        }
    }

    /// Gives a user rights, in place of those that it had.
    public func grant(_ rights: BusRights, to user: String) async throws {
        let host = configuration.virtualHost
        try await manage(
            "PUT", "/api/permissions/\(host)/\(user)",
            body: Self.json(["configure": rights.configure, "write": rights.write, "read": rights.read]))
        for topic in rights.topics {
            try await manage(
                "PUT", "/api/topic-permissions/\(host)/\(user)",
                body: Self.json(["exchange": topic.exchange, "write": topic.write, "read": topic.read]))
        }
    }

    /// Adds a policy, or changes it.
    public func setPolicy(_ name: String, pattern: String, definition: String) async throws {
        try await manage(
            "PUT", "/api/policies/\(configuration.virtualHost)/\(name)",
            body: #"{"pattern":"\#(pattern)","definition":\#(definition),"apply-to":"queues"}"#)
    }

    /// Leads from one exchange to another.
    public func bind(exchange: String, to source: String, routingKey: String) async throws {
        try await manage(
            "POST", "/api/bindings/\(configuration.virtualHost)/e/\(source)/e/\(exchange)",
            body: Self.json(["routing_key": routingKey]))
    }

    /// Imports definitions, as an administrator would.
    public func importDefinitions(_ json: [UInt8]) async throws {
        try await manage("POST", "/api/definitions", body: String(decoding: json, as: UTF8.self))
    }

    /// The management interface, as the broker's administrator.
    public var management: ManagementSettings {
        ManagementSettings(
            url: managementURL, user: configuration.user,
            password: configuration.password)
    }

    /// Patterns hold backslashes, which JSON writes twice.
    private static func json(_ fields: [String: String]) -> String {
        (try? JSONEncoder().encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
