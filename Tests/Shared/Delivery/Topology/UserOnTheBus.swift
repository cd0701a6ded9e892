import AMQP
import Testing

/// What a user of the broker may do, found out by doing it.
struct UserOnTheBus {
    let user: AMQPConfiguration

    /// Whether the broker takes what it publishes.
    func publishes(_ key: String, to exchange: String, body: [UInt8] = [1]) async throws -> Bool {
        let publisher = AMQPPublisher(user)
        try await publisher.connected(within: .seconds(10))
        let outcome = await publisher.publish(
            [AMQPMessage(exchange: exchange, routingKey: key, body: body, isMandatory: false)])
        await publisher.close()
        if case .unknown(.accessRefused) = outcome[0] { return false }
        return outcome == [.confirmed]
    }

    /// Whether the broker forbids something.
    func isForbidden(_ ask: (AMQPAdministration) async throws -> Void) async throws -> Bool {
        let connection = try await AMQPAdministration.connect(user)
        do {
            try await ask(connection)
            await connection.close()
            return false
        } catch AMQPError.accessRefused {
            await connection.close()
            return true
        }
    }
}
