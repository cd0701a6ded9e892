import Testing

@testable import AMQP

@Suite("A broker's version")
struct BrokerVersionTests {
    @Test(
        "is read as brokers write it, and nothing else is taken for one",
        arguments: [
            ("3.10.8", BrokerVersion(3, 10, 8)), ("4.0.0-rc.2", BrokerVersion(4, 0, 0)),
            ("3.13.7+1.g0a", BrokerVersion(3, 13, 7)), ("4.3", BrokerVersion(4, 3, 0)), ("4", nil), ("", nil),
            ("3.x.1", nil), ("3.-1.0", nil), ("3.10.8.1", nil),
        ])
    func reading(text: String, version: BrokerVersion?) {
        #expect(BrokerVersion(text) == version)
    }

    @Test("is ordered by its numbers, and 3.10 is the oldest that will do")
    func order() {
        #expect(BrokerVersion(3, 9, 30) < BrokerVersion(3, 10, 0))
        #expect(BrokerVersion(3, 13, 7) < BrokerVersion(4, 0, 0))
        #expect(!BrokerVersion(3, 9, 30).isSupported)
        #expect(BrokerVersion(3, 10, 0).isSupported)
        #expect(BrokerVersion(4, 3, 1).isSupported)
    }

    @Test("needs a feature flag for safe dead letters up to 3.11")
    func featureFlag() {
        #expect(BrokerVersion(3, 10, 8).deadLetterFeatureFlag == "stream_queue")
        #expect(BrokerVersion(3, 11, 28).deadLetterFeatureFlag == "stream_queue")
        #expect(BrokerVersion(3, 12, 0).deadLetterFeatureFlag == nil)
    }

    /// How many failed deliveries there may be; nil for any number.
    struct Limit: Sendable {
        var argument: Int?
        var policy: Int?
        var on3: Int?
        var on4: Int?
    }

    @Test(
        "tells what a delivery limit comes to",
        arguments: [
            Limit(on3: nil, on4: 20), Limit(argument: 1000, on3: 1000, on4: 1000),
            Limit(argument: -1, on3: 0, on4: nil),
            Limit(argument: 1000, policy: 5, on3: 5, on4: 5), Limit(argument: 1000, policy: -1, on3: 0, on4: 1000),
            Limit(policy: 7, on3: 7, on4: 7),
        ])
    func deliveryLimit(limit: Limit) {
        #expect(BrokerVersion(3, 10, 8).deliveryLimit(argument: limit.argument, policy: limit.policy) == limit.on3)
        #expect(BrokerVersion(4, 0, 0).deliveryLimit(argument: limit.argument, policy: limit.policy) == limit.on4)
    }

    @Test("below 3.10 is refused, and said so")
    func refused() async throws {
        let broker = try FakeBroker()
        let script = broker.play { broker in
            _ = try broker.accept(version: "3.9.27")
        }
        let publisher = AMQPPublisher(broker.configuration)
        await #expect(throws: AMQPError.unsupportedBroker(version: BrokerVersion(3, 9, 27))) {
            try await publisher.connected(within: .seconds(10))
        }
        await publisher.close()
        try? await script.value
        #expect("\(AMQPError.unsupportedBroker(version: BrokerVersion(3, 9, 27)))".contains("Upgrade it to 3.10.0"))
    }

    @Test(
        "does not change what a delivery's count means",
        arguments: [
            // The first delivery of each version; the second up to 4.2; from 4.3 on after a nack, and after a crash.
            ([:], 0), (["x-delivery-count": 1], 1), (["x-acquired-count": 1], 1),
            (["x-delivery-count": 1, "x-acquired-count": 2], 2), (["x-delivery-count": "2"], 0),
        ] as [(AMQPTable, Int)])
    func deliveryCount(headers: AMQPTable, count: Int) {
        var properties = AMQPProperties()
        properties.headers = headers
        let delivery = AMQPDelivery(
            receipt: AMQPReceipt(session: SessionID(), tag: 1), queue: "q", exchange: "e", routingKey: "k",
            isRedelivered: count > 0, body: [], properties: properties)
        #expect(delivery.deliveryCount == count)
    }
}
