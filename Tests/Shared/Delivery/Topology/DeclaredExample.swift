import AMQP
import Eventing

@testable import Delivery

/// A service `catalogue` that hears one source of orders, and to which orders listens, with two partitions.
enum DeclaredExample {
    static let partitioning = Partitioning(count: 2)
    static let lot = EventSource("catalogue", "lot")

    static let catalogue = DeclaredTopology(
        Subscription(
            subscriber: "catalogue", sources: [EventSource("orders", "order")], partitioning: partitioning),
        publications: [Publication(lot, to: ["orders"])])

    static let orders = DeclaredTopology(
        Subscription(subscriber: "orders", sources: [lot], partitioning: partitioning),
        publications: [Publication(EventSource("orders", "order"), to: ["catalogue"])])
}

extension ObservedTopology {
    /// A broker on which all is as two services declare it, and all can be seen.
    static var asDeclared: ObservedTopology {
        var observed = ObservedTopology(version: BrokerVersion(3, 10, 8))
        observed.exchanges = DeclaredExample.catalogue.own.exchanges
        for declared in [DeclaredExample.catalogue, DeclaredExample.orders] {
            observed.queues += declared.own.queues.map { Queue($0.name, arguments: $0.declaredArguments) }
            observed.bindings = (observed.bindings ?? []) + declared.own.bindings
        }
        // The default exchange's binding, which each queue has.
        observed.bindings? += observed.queues.map {
            AMQPTopology.Binding(queue: $0.name, exchange: "", routingKey: $0.name)
        }
        observed.hasAllQueues = true
        let rights = DeclaredExample.catalogue.rights
        observed.rights = Rights(
            configure: rights.configure, write: rights.write, read: rights.read, topics: rights.topics)
        observed.userTags = ["management"]
        observed.disabledFeatureFlags = []
        return observed
    }
}
