public import AMQP
public import Eventing

/// What a service wants on the bus: its own exchanges, queues and bindings, those of who listens to it, and its rights.
public struct DeclaredTopology: Sendable, Hashable {
    /// The service.
    public let service: String
    /// What it declares itself.
    public let own: AMQPTopology
    /// What those declare who listen to it, as far as it must be there before anything is told.
    public let listeners: [Listener]
    /// What its user may do.
    public let rights: BusRights
    /// The services that are known, itself among them.
    public let services: Set<String>

    /// A queue on which another service hears one partition of a source.
    public struct Listener: Sendable, Hashable {
        /// The service that listens.
        public let subscriber: String
        /// Its queue.
        public let queue: String
        /// The key that the queue is bound to.
        public let routingKey: String
    }

    /// What follows from what a service hears and tells.
    public init(_ subscription: Subscription, publications: [Publication]) {
        service = subscription.subscriber
        own = subscription.topology
        listeners = publications.flatMap { publication in
            publication.audience.flatMap { subscriber in
                (0..<subscription.partitioning.count).map { partition in
                    Listener(
                        subscriber: subscriber,
                        queue: Subscription.queue(of: subscriber, publication.source, partition: partition),
                        routingKey: subscription.partitioning.routingKey(publication.source, partition: partition))
                }
            }
        }
        rights = BusRights(of: service, for: own)
        services = Set(
            [service] + subscription.sources.map(\.service) + publications.flatMap { [$0.source.service] + $0.audience }
        )
    }

    /// The bindings of one of its own queues.
    func bindings(of queue: String) -> [AMQPTopology.Binding] {
        own.bindings.filter { $0.queue == queue }
    }
}
