import LoadRig
import AMQP
import Accounting

/// What it costs the broker to take in and hand out events, with nothing behind it: messages of the same size are published
/// with confirms to a quorum queue, consumed and acknowledged through the library that the services use.
struct BrokerLimit: Sendable {
    let system: RigSystem
    /// How many events are published alone; of those that travel together there are five times as many, since each costs less.
    let events: Int
    /// How many bytes an event has.
    let bytesOfEvent: Int

    private static let name = "bench.limit"
    /// How many messages are handed to the library at once.
    private static let messagesAtOnce = 256

    /// Measures it for messages of so many events.
    /// - Returns: CPU microseconds for an event that is published once and delivered once.
    func microseconds(batch: Int) async throws -> Double {
        let messages = max(1, (batch == 1 ? events : 5 * events) / batch)
        let broker = try await system.broker(as: Self.name)
        let publisher = AMQPPublisher(broker, topology: topology)
        try await publisher.connected(within: .seconds(10))
        let consumer = AMQPConsumer(broker, topology: topology, queues: [Self.name])
        try await consumer.connected(within: .seconds(10))
        let reading = try await Meter(programs: [system.rabbitmq]).during("limits.broker.\(batch)") {
            async let received = receive(messages, from: consumer)
            try await publish(messages, of: batch, through: publisher)
            try await received
        }
        await publisher.close()
        await consumer.close()
        let administration = try await AMQPAdministration.connect(broker)
        try await administration.delete(queue: Self.name)
        await administration.close()
        return reading.use.rabbitmq * 1000 / Double(messages * batch)
    }

    private var topology: AMQPTopology {
        AMQPTopology(
            exchanges: [AMQPTopology.Exchange(Self.name, kind: .topic)],
            queues: [AMQPTopology.Queue(Self.name, kind: .quorum)],
            bindings: [AMQPTopology.Binding(queue: Self.name, exchange: Self.name, routingKey: "bench.event.*")])
    }

    private func publish(_ messages: Int, of batch: Int, through publisher: AMQPPublisher) async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: batch * bytesOfEvent)
        let message = AMQPMessage(exchange: Self.name, routingKey: "bench.event.0", body: body)
        var left = messages
        while left > 0 {
            let count = min(left, Self.messagesAtOnce)
            let outcomes = await publisher.publish(Array(repeating: message, count: count))
            try expect(outcomes.allSatisfy { $0 == .confirmed }, "the broker confirms every message")
            left -= count
        }
    }

    private func receive(_ messages: Int, from consumer: AMQPConsumer) async throws {
        var left = messages
        while left > 0 {
            let deliveries = try await consumer.nextBatch(maximum: 64)
            if let last = deliveries.last { await consumer.acknowledge(through: last.receipt) }
            left -= deliveries.count
        }
    }
}
