internal import AMQP
internal import Delivery
internal import Eventing

extension ServiceSettings {
    /// How many messages of a source lie in a service's queues, those given up among them; nil if the broker does not say.
    func messagesQueued(of source: String, for service: String) async -> Int64? {
        guard let source = EventSource(source) else { return nil }
        let subscription = Subscription(subscriber: service, sources: [source], partitioning: partitioning)
        let broker = AMQPPublisher(rabbitmq)
        let messages: Int?
        do {
            try await broker.connected(within: .seconds(10))
            messages = try await broker.messages(in: subscription.queues + [subscription.deadLetterQueue])
        } catch {
            messages = nil
        }
        await broker.close()
        return messages.map(Int64.init)
    }
}
