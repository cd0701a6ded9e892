public import AMQP
public import Eventing

/// Where a service hears the events of others: a queue for each partition of each source.
///
/// A consumer subscribes to whole aggregates, never to single facts, so that the versions it sees have no holes.
public struct Subscription: Sendable, Hashable {
    /// The service that listens.
    public let subscriber: String
    /// The aggregates that it hears of.
    public let sources: [EventSource]
    /// How the sources are divided.
    public let partitioning: Partitioning

    /// Subscribes a service to sources.
    public init(subscriber: String, sources: [EventSource], partitioning: Partitioning) {
        self.subscriber = subscriber
        self.sources = sources
        self.partitioning = partitioning
    }

    /// What the names of the exchanges begin with that all share, and that no service may declare or delete.
    static let sharedPrefix = "throughtrain."
    /// Where all services publish.
    public static let eventsExchange = "throughtrain.events"
    /// Where messages go that could not be delivered.
    public static let deadLetterExchange = "throughtrain.dead-letter"

    /// Where services tell partners. A key has the partner, and who tells of what: `orchard.orders.order`.
    public static let partnerExchange = "throughtrain.partner"

    /// Where services ask each other for what they lack. A key has who asks and who is asked: `catalogue.orders`.
    public static let requestsExchange = "throughtrain.refill-requests"
    /// Where they answer. A key has the source that is told again and who asked: `orders.order.catalogue`.
    public static let refillsExchange = "throughtrain.refills"

    /// Deliveries that fail this often are dead-lettered. High, since a crash counts against every unacknowledged message.
    static let deliveryLimit = 1000
    /// No count reaches it. There is no word for it that all brokers know: -1 is one only from RabbitMQ 4 on.
    static let endlessDeliveryLimit = 1_000_000_000

    /// The queue on which a service hears one partition of a source: `catalogue.orders.order.3`.
    public static func queue(of subscriber: String, _ source: EventSource, partition: Int) -> String {
        "\(subscriber).\(source.service).\(source.aggregate).\(partition)"
    }

    /// All queues on which somebody listens to the publications.
    public static func queues(hearing publications: [Publication], partitioning: Partitioning) -> [String] {
        publications.flatMap { publication in
            publication.audience.flatMap { subscriber in
                (0..<partitioning.count).map { queue(of: subscriber, publication.source, partition: $0) }
            }
        }
    }

    /// The queues on which the subscriber listens.
    public var queues: [String] {
        bindings.map(\.queue)
    }

    /// The queues of one partition: one for each source, and with the first partition what there is only one of.
    /// - Parameter partition: in `0..<partitioning.count`.
    public func queues(of partition: Int) -> [String] {
        let own = sources.map { Self.queue(of: subscriber, $0, partition: partition) }
        return partition == 0 ? own + [refillQueue, deadLetterQueue] : own
    }

    /// Where the subscriber's dead letters end.
    public var deadLetterQueue: String {
        "\(subscriber).dead-letter"
    }

    /// Where others ask the subscriber for what it told.
    public var requestQueue: String {
        "\(subscriber).refill-requests"
    }

    /// Where the answers to the subscriber's own questions arrive.
    public var refillQueue: String {
        "\(subscriber).refills"
    }

    /// What must exist on the broker for the subscriber to hear, and to publish.
    public var topology: AMQPTopology {
        AMQPTopology(
            exchanges: [
                Self.eventsExchange, Self.deadLetterExchange, Self.requestsExchange, Self.refillsExchange,
                Self.partnerExchange,
            ].map(Self.sharedExchange),
            queues: (queues + [requestQueue, refillQueue]).map(queue) + [deadLetters],
            bindings: bindings + [
                AMQPTopology.Binding(
                    queue: deadLetterQueue, exchange: Self.deadLetterExchange, routingKey: subscriber),
                AMQPTopology.Binding(
                    queue: requestQueue, exchange: Self.requestsExchange, routingKey: "*.\(subscriber)"),
                AMQPTopology.Binding(
                    queue: refillQueue, exchange: Self.refillsExchange, routingKey: "*.*.\(subscriber)"),
            ])
    }

    /// All are of the kind that rights can be given on by routing key, so that none speaks in another's name.
    static func sharedExchange(named name: String) -> AMQPTopology.Exchange {
        var exchange = AMQPTopology.Exchange(name, kind: .topic)
        exchange.isShared = true
        return exchange
    }

    /// From here there is nowhere to go: what reached the limit would be dropped, and without one RabbitMQ 4 sets 20.
    private var deadLetters: AMQPTopology.Queue {
        var queue = AMQPTopology.Queue(deadLetterQueue, kind: .quorum)
        queue.deliveryLimit = Self.endlessDeliveryLimit
        return queue
    }

    private var bindings: [AMQPTopology.Binding] {
        sources.flatMap { source in
            (0..<partitioning.count).map { partition in
                AMQPTopology.Binding(
                    queue: Self.queue(of: subscriber, source, partition: partition), exchange: Self.eventsExchange,
                    routingKey: partitioning.routingKey(source, partition: partition))
            }
        }
    }

    private func queue(named name: String) -> AMQPTopology.Queue {
        var queue = AMQPTopology.Queue(name, kind: .quorum)
        queue.hasSingleActiveConsumer = true
        queue.deliveryLimit = Self.deliveryLimit
        queue.deadLetterExchange = Self.deadLetterExchange
        queue.deadLetterRoutingKey = subscriber
        queue.deadLetterStrategy = .atLeastOnce
        queue.overflow = .rejectPublish
        return queue
    }
}
