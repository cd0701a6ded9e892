import AMQP
import Testing

/// The topology that most tests use: a topic exchange, with one quorum queue bound to it.
let orders = AMQPTopology(
    exchanges: [.init("events", kind: .topic)],
    queues: [.init("orders", kind: .quorum)],
    bindings: [.init(queue: "orders", exchange: "events", routingKey: "orders.#")])

func order(_ number: Int, exchange: String = "events", key: String = "orders.1") -> AMQPMessage {
    AMQPMessage(exchange: exchange, routingKey: key, body: Array("order \(number)".utf8), messageID: "m\(number)")
}

@Suite("Publishing", .enabled(if: LiveBroker.isConfigured, LiveBroker.missing), .timeLimit(.minutes(1)))
struct PublishingTests {
    @Test("What is published is confirmed, delivered as it was, and gone once acknowledged")
    func roundTrip() async throws {
        try await LiveBroker.withVirtualHost { broker in
            let publisher = AMQPPublisher(broker.configuration, topology: orders)
            let consumer = AMQPConsumer(broker.configuration, topology: orders, queues: ["orders"])
            var message = order(1)
            message.contentType = "text/plain"
            message.correlationID = "c"
            message.type = "t"
            message.applicationID = "a"
            message.timestamp = 1_700_000_000
            message.headers = [
                "text": "väl", "number": -7, "yes": true, "double": .double(1.5), "at": .timestamp(9),
                "list": .array(["a", 1]), "table": .table(["inner": "x"]), "raw": .bytes([0, 255]),
            ]
            #expect(await publisher.publish([message]) == [.confirmed])

            let batch = try await consumer.nextBatch(maximum: 10)
            let delivery = try #require(batch.first)
            #expect(batch.count == 1)
            #expect(delivery.body == message.body)
            #expect(delivery.queue == "orders")
            #expect(delivery.exchange == "events")
            #expect(delivery.routingKey == "orders.1")
            #expect(!delivery.isRedelivered)
            #expect(delivery.deliveryCount == 0)
            #expect(delivery.properties.contentType == "text/plain")
            #expect(delivery.properties.messageID == "m1")
            #expect(delivery.properties.correlationID == "c")
            #expect(delivery.properties.type == "t")
            #expect(delivery.properties.applicationID == "a")
            #expect(delivery.properties.timestamp == 1_700_000_000)
            #expect(delivery.properties.headers == message.headers)

            await consumer.acknowledge(through: delivery.receipt)
            #expect(await consumer.unacknowledged == 0)
            await consumer.close()
            await publisher.close()
        }
    }
}
