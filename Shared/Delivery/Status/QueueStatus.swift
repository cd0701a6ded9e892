public import AMQP
public import Eventing

extension DeliveryStatus.Queue {
    /// Looks at the queues of a service, and at those of its listeners, by asking the broker whether they are there.
    /// - Parameter publications: what the service tells, and who listens.
    public static func look(
        at subscription: Subscription, hearing publications: [Publication], over broker: AMQPAdministration
    ) async throws(AMQPError) -> [DeliveryStatus.Queue] {
        var queues: [DeliveryStatus.Queue] = []
        for name in subscription.queues + [subscription.deadLetterQueue] {
            queues.append(try await look(at: name, of: subscription.subscriber, over: broker))
        }
        for publication in publications {
            for listener in publication.audience {
                for partition in 0..<subscription.partitioning.count {
                    let name = Subscription.queue(of: listener, publication.source, partition: partition)
                    queues.append(try await look(at: name, of: listener, over: broker))
                }
            }
        }
        return queues
    }

    private static func look(
        at name: String, of listener: String, over broker: AMQPAdministration
    ) async throws(AMQPError) -> DeliveryStatus.Queue {
        let depth = try await broker.depth(of: name)
        return DeliveryStatus.Queue(
            name: name, listener: listener, messages: depth.map { Int64($0.messages) },
            consumers: depth.map { Int64($0.consumers) })
    }
}
