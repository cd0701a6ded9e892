import Testing

@testable import AMQP

@Suite("Topology")
struct TopologyTests {
    @Test("A queue's settings become the arguments that RabbitMQ knows them by")
    func arguments() {
        var queue = AMQPTopology.Queue("q", kind: .quorum, arguments: ["x-queue-leader-locator": "balanced"])
        #expect(
            queue.declaredArguments == ["x-queue-type": "quorum", "x-queue-leader-locator": "balanced"])
        queue.hasSingleActiveConsumer = true
        queue.deliveryLimit = 1_000
        queue.deadLetterExchange = "dead"
        queue.deadLetterRoutingKey = "letter"
        queue.deadLetterStrategy = .atLeastOnce
        queue.overflow = .rejectPublish
        queue.maximumLength = 7
        queue.arguments = [:]
        #expect(
            queue.declaredArguments == [
                "x-queue-type": "quorum", "x-single-active-consumer": true, "x-delivery-limit": 1_000,
                "x-dead-letter-exchange": "dead", "x-dead-letter-routing-key": "letter",
                "x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish", "x-max-length": 7,
            ])
    }
}
