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
            try await publisher.connected(within: .seconds(10))
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

    @Test("A mandatory message that reaches no queue is returned, and its neighbours are confirmed")
    func returned() async throws {
        try await withPublisher(orders) { publisher in
            let outcomes = await publisher.publish([order(1), order(2, key: "nobody.listens"), order(3)])
            #expect(outcomes == [.confirmed, .returned(code: 312, reason: "NO_ROUTE"), .confirmed])
        }
    }

    @Test("A message that a full queue refuses is nacked")
    func nacked() async throws {
        var topology = orders
        topology.queues[0] = .init("orders", kind: .classic)
        topology.queues[0].maximumLength = 2
        topology.queues[0].overflow = .rejectPublish
        try await withPublisher(topology) { publisher in
            let outcomes = await publisher.publish((1...4).map { order($0) })
            #expect(outcomes == [.confirmed, .confirmed, .nacked, .nacked])
        }
    }

    @Test("Thousands of messages of many calls are confirmed, in windows far smaller than they are")
    func pipelined() async throws {
        try await LiveBroker.withVirtualHost { broker in
            let publisher = AMQPPublisher(
                broker.configuration, topology: orders, maximumUnconfirmed: 100, maximumUnconfirmedBytes: 50_000)
            try await publisher.connected(within: .seconds(10))
            let consumer = AMQPConsumer(broker.configuration, topology: orders, queues: ["orders"], prefetch: 300)
            let outcomes = await withTaskGroup(of: [PublishOutcome].self) { group in
                for call in 0..<20 {
                    group.addTask {
                        await publisher.publish((0..<100).map { order(call * 100 + $0) })
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            #expect(outcomes.count == 2_000)
            #expect(outcomes.filter { $0 != .confirmed } == [])
            var received: Set<String?> = []
            while received.count < 2_000 {
                let batch = try await consumer.nextBatch(maximum: 64)
                received.formUnion(batch.map(\.properties.messageID))
                if let last = batch.last { await consumer.acknowledge(through: last.receipt) }
            }
            await publisher.close()
            await consumer.close()
        }
    }

    @Test("A body of many frames arrives whole")
    func large() async throws {
        try await LiveBroker.withVirtualHost { broker in
            let publisher = AMQPPublisher(broker.configuration, topology: orders)
            try await publisher.connected(within: .seconds(10))
            let consumer = AMQPConsumer(broker.configuration, topology: orders, queues: ["orders"])
            var message = order(1)
            message.body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(await publisher.publish([message, order(2)]) == [.confirmed, .confirmed])
            let first = try await consumer.nextBatch(maximum: 1)
            #expect(first.map(\.body) == [message.body])
            await publisher.close()
            await consumer.close()
        }
    }

    @Test("A body that is longer than the broker takes is not confirmed, and the publisher goes on")
    func tooLong() async throws {
        try await withPublisher(orders) { publisher in
            var message = order(1)
            // The tests' broker takes 4 MiB, as that of compose.yaml does.
            message.body = [UInt8](repeating: 7, count: 5 << 20)
            #expect(await publisher.publish([message]) != [.confirmed])
            #expect(await publisher.publish([order(2)]) == [.confirmed])
        }
    }

    @Test("Queues that are missing are named, and the publisher stays of use")
    func verify() async throws {
        try await withPublisher(orders) { publisher in
            try await publisher.verify(queues: ["orders"])
            await #expect(throws: AMQPError.notFound(resources: ["queue \"a\"", "queue \"b\""])) {
                try await publisher.verify(queues: ["a", "orders", "b"])
            }
            #expect(await publisher.publish([order(1)]) == [.confirmed])
        }
    }

    @Test("Closing waits for the confirms under way, and takes nothing more")
    func close() async throws {
        try await LiveBroker.withVirtualHost { broker in
            let publisher = AMQPPublisher(broker.configuration, topology: orders)
            try await publisher.connected(within: .seconds(10))
            async let outcomes = publisher.publish((0..<500).map { order($0) })
            // The call is under way once its first message is, which a second call could not overtake.
            _ = await publisher.publish([order(1_000)])
            await publisher.close()
            #expect(await outcomes.filter { $0 != .confirmed } == [])
            #expect(await publisher.publish([order(1)]) == [.unsent(.closed)])
            #expect(publisher.state == .closed)
        }
    }

    @Test("A cancelled task gets its outcomes at once")
    func cancelled() async throws {
        try await withPublisher(orders) { publisher in
            let task = Task { await publisher.publish([order(1)]) }
            task.cancel()
            let outcome = await task.value
            let possible: [[PublishOutcome]] = [[.confirmed], [.unknown(.cancelled)], [.unsent(.cancelled)]]
            #expect(possible.contains(outcome))
            #expect(await publisher.publish([order(2)]) == [.confirmed])
        }
    }

    private func withPublisher(_ topology: AMQPTopology, _ body: (AMQPPublisher) async throws -> Void) async throws {
        try await LiveBroker.withVirtualHost { broker in
            let publisher = AMQPPublisher(broker.configuration, topology: topology)
            try await publisher.connected(within: .seconds(10))
            try await body(publisher)
            await publisher.close()
        }
    }
}
