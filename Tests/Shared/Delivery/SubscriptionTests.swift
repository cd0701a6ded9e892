import AMQP
import Delivery
import Eventing
import Testing

@Suite("A subscription")
struct SubscriptionTests {
    private let subscription = Subscription(
        subscriber: "catalogue", sources: [EventSource("orders", "order"), EventSource("livestream", "offer")],
        partitioning: Partitioning(count: 2))

    @Test("has a queue for each partition of each source, bound to that partition's key alone")
    func queues() {
        #expect(
            subscription.queues == [
                "catalogue.orders.order.0", "catalogue.orders.order.1", "catalogue.livestream.offer.0",
                "catalogue.livestream.offer.1",
            ])
        for queue in subscription.queues {
            let keys = subscription.topology.bindings.filter { $0.queue == queue }.map(\.routingKey)
            #expect(keys == [String(queue.dropFirst("catalogue.".count))])
        }
    }

    @Test("gives each partition its queue of every source, and the first one what there is only one of")
    func partitions() {
        #expect(subscription.queues(of: 1) == ["catalogue.orders.order.1", "catalogue.livestream.offer.1"])
        #expect(
            subscription.queues(of: 0) == [
                "catalogue.orders.order.0", "catalogue.livestream.offer.0", "catalogue.refills",
                "catalogue.dead-letter",
            ])
        let declared = Set(subscription.topology.queues.map(\.name))
        #expect(declared.isSuperset(of: subscription.queues(of: 0)))
    }

    @Test("keeps what it hears on queues that lose nothing: replicated, in order, and with a place for what fails")
    func safe() {
        let queues = subscription.topology.queues
        for queue in queues where queue.name != subscription.deadLetterQueue {
            #expect(queue.kind == .quorum)
            #expect(queue.hasSingleActiveConsumer)
            // A crash counts against all that is unacknowledged: a low limit would take hundreds at once.
            #expect(queue.deliveryLimit == 1000)
            #expect(queue.deadLetterExchange == Subscription.deadLetterExchange)
            #expect(queue.deadLetterRoutingKey == "catalogue")
            #expect(queue.deadLetterStrategy == .atLeastOnce)
            #expect(queue.overflow == .rejectPublish)
            #expect(queue.maximumLength == nil)
        }
        let deadLetters = queues.first { $0.name == subscription.deadLetterQueue }
        #expect(deadLetters?.kind == .quorum)
        // They go nowhere from there, so that no count may drop them.
        #expect(deadLetters?.deliveryLimit == 1_000_000_000)
        #expect(deadLetters?.deadLetterExchange == nil)
    }

    @Test("is what a relay looks for before it starts: each queue of each listener")
    func heard() {
        let publications = [
            Publication(EventSource("orders", "order"), to: ["catalogue", "eligibility"]),
            Publication(EventSource("orders", "claim"), to: []),
        ]
        #expect(
            Subscription.queues(hearing: publications, partitioning: Partitioning(count: 2)) == [
                "catalogue.orders.order.0", "catalogue.orders.order.1", "eligibility.orders.order.0",
                "eligibility.orders.order.1",
            ])
    }
}
