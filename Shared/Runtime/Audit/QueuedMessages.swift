internal import AMQP
internal import Delivery
internal import Eventing

extension ServiceSettings {
    /// How many messages lie in the queues on which a service hears a source, what was given up and what was asked for among
    /// them; nil if the broker cannot be asked.
    func messagesQueued(of source: String, for service: String) async -> Int64? {
        guard let source = EventSource(source), let broker = try? await AMQPAdministration.connect(rabbitmq) else {
            return nil
        }
        let subscription = Subscription(subscriber: service, sources: [source], partitioning: partitioning)
        let queues = (0..<partitioning.count).flatMap { subscription.queues(of: $0) }
        let messages = try? await Self.messages(in: queues, of: broker)
        await broker.close()
        return messages
    }

    private static func messages(in queues: [String], of broker: AMQPAdministration) async throws -> Int64 {
        var messages: Int64 = 0
        for queue in queues {
            // One that does not exist holds nothing.
            messages += Int64(try await broker.depth(of: queue)?.messages ?? 0)
        }
        return messages
    }
}
