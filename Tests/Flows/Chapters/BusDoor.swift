import AMQP
import Foundation
import Testing

@testable import Story

/// Publishes whatever it may be to an instance's bus, as one of its services may.
struct BusDoor {
    private let publisher: AMQPPublisher

    init(to stage: Stage, as service: String) async throws {
        let printed = try await stage.script("env", [stage.instance, service])
        func setting(_ name: String) throws -> String {
            let line = printed.split(separator: "\n").first { $0.hasPrefix("THROUGHTRAIN_RABBITMQ_\(name)=") }
            return try #require(line?.split(separator: "=", maxSplits: 1).last.map(String.init), "\(name)")
        }
        let password = try String(contentsOfFile: try setting("PASSWORD_FILE"), encoding: .utf8)
        publisher = AMQPPublisher(
            AMQPConfiguration(
                host: try setting("HOST"), port: Int(try setting("PORT")) ?? 0, virtualHost: try setting("VHOST"),
                user: try setting("USER"), password: password.trimmingCharacters(in: .newlines),
                connectionName: "bad-messages"))
    }

    func publish(_ messages: [AMQPMessage]) async throws {
        try await publisher.connected(within: .seconds(20))
        let outcomes = await publisher.publish(messages, within: .seconds(60))
        let astray = outcomes.filter { $0 != .confirmed }
        try #require(astray.isEmpty, "\(astray.count) messages did not arrive: \(astray.prefix(1))")
    }

    func close() async { await publisher.close() }
}
