import AMQP
import Testing

@Suite("Consuming", .enabled(if: LiveBroker.isConfigured, LiveBroker.missing), .timeLimit(.minutes(1)))
struct ConsumingTests {
    @Test("A rejected delivery comes again, marked and counted; one that is not requeued does not")
    func reject() async throws {
        try await withOrders(2) { _, consumer, _ in
            let batch = try await received(2, from: consumer)
            await consumer.reject(batch[0].receipt, requeue: true)
            await consumer.reject(batch[1].receipt, requeue: false)
            let again = try await consumer.nextBatch(maximum: 10)
            #expect(again.map(\.body) == [batch[0].body])
            #expect(again[0].isRedelivered)
            #expect(again[0].deliveryCount == 1)
            await consumer.acknowledge([again[0].receipt])
            #expect(await consumer.unacknowledged == 0)
        }
    }

    @Test("Prefetch bounds what is unacknowledged, and each acknowledgement lets more come")
    func prefetch() async throws {
        try await withOrders(5, prefetch: 2) { _, consumer, _ in
            let first = try await received(2, from: consumer)
            #expect(await consumer.unacknowledged == 2)
            await consumer.acknowledge([first[0].receipt])
            let next = try await received(1, from: consumer)
            #expect(next.map(\.properties.messageID) == ["m3"])
            #expect(await consumer.unacknowledged == 2)
        }
    }

    @Test("A changed prefetch holds for what is delivered from then on, in order and without loss")
    func setPrefetch() async throws {
        try await withOrders(5, prefetch: 1) { _, consumer, _ in
            let first = try await received(1, from: consumer)
            try await consumer.setPrefetch(10, of: "orders")
            let rest = try await received(4, from: consumer)
            #expect((first + rest).map(\.properties.messageID) == ["m1", "m2", "m3", "m4", "m5"])
            await consumer.acknowledge(through: rest[3].receipt)
            #expect(await consumer.unacknowledged == 0)
        }
    }

    @Test("A queue has a prefetch of its own, which does not take it up again once it is left")
    func ownPrefetch() async throws {
        try await withOrders(5) { publisher, consumer, _ in
            let all = try await received(5, from: consumer)
            await consumer.acknowledge(through: all[4].receipt)
            try await consumer.setPrefetch(1, of: "orders")
            _ = await publisher.publish([order(6), order(7)])
            let next = try await received(1, from: consumer)
            #expect(await consumer.unacknowledged == 1)
            await consumer.acknowledge(through: next[0].receipt)
            _ = try await received(1, from: consumer)
            await consumer.cancel("orders")
            try await consumer.setPrefetch(nil, of: "orders")
            _ = await publisher.publish([order(8)])
            #expect(await consumer.unacknowledged(of: ["orders"]) == 1)
        }
    }

    @Test("What was given back comes again after resuming, handed out before or not")
    func giveBack() async throws {
        try await withOrders(3) { _, consumer, _ in
            let first = try await consumer.nextBatch(maximum: 1)
            try await eventually("all three are delivered") { await consumer.unacknowledged == 3 }
            await consumer.giveBack()
            #expect(await consumer.unacknowledged == 0)
            await consumer.acknowledge(through: first[0].receipt)
            await consumer.resume()
            let again = try await received(3, from: consumer)
            #expect(Set(again.map(\.properties.messageID)) == ["m1", "m2", "m3"])
            #expect(again.map(\.isRedelivered) == [true, true, true])
        }
    }

    @Test("Queues are taken up and left one by one")
    func singleQueues() async throws {
        var topology = orders
        topology.queues.append(.init("returns", kind: .quorum))
        topology.bindings.append(.init(queue: "returns", exchange: "events", routingKey: "returns.#"))
        try await withOrders(1, topology: topology) { publisher, consumer, _ in
            _ = try await received(1, from: consumer)
            try await consumer.consume("returns")
            _ = await publisher.publish([order(2, key: "returns.1")])
            let returned = try await received(1, from: consumer)
            #expect(returned.map(\.queue) == ["returns"])

            await consumer.cancel("returns")
            #expect(await publisher.publish([order(3, key: "returns.1"), order(4)]) == [.confirmed, .confirmed])
            let next = try await received(1, from: consumer)
            #expect(next.map(\.queue) == ["orders"])
        }
    }

    @Test("A queue that does not exist is named, and the others are consumed on")
    func missingQueue() async throws {
        try await withOrders(1) { _, consumer, _ in
            await #expect(throws: AMQPError.notFound(resources: ["queue \"nowhere\""])) {
                try await consumer.consume("nowhere")
            }
            let batch = try await received(1, from: consumer)
            #expect(batch.map(\.queue) == ["orders"])
        }
    }

    @Test("A queue that was deleted under its consumer is declared and consumed anew")
    func deletedQueue() async throws {
        try await withOrders(1) { publisher, consumer, broker in
            _ = try await received(1, from: consumer)
            try broker.deleteQueue("orders")
            // Until the consumer has declared it again, nothing is routed.
            try await eventually("the queue is there again") { await publisher.publish([order(2)]) == [.confirmed] }
            let next = try await received(1, from: consumer)
            #expect(next.map(\.properties.messageID) == ["m2"])
        }
    }

    @Test("A cancelled wait loses nothing: the next call gets what comes")
    func cancelledWait() async throws {
        try await withOrders(0) { publisher, consumer, _ in
            let waiting = Task { try await consumer.nextBatch(maximum: 1) }
            waiting.cancel()
            await #expect(throws: AMQPError.cancelled) { try await waiting.value }
            _ = await publisher.publish([order(1)])
            let batch = try await consumer.nextBatch(maximum: 1)
            #expect(batch.map(\.properties.messageID) == ["m1"])
        }
    }

    @Test("Cancellation that races with a delivery either ends the wait or hands the delivery out, never neither")
    func cancellationRace() async throws {
        try await withOrders(0) { publisher, consumer, _ in
            var seen: [String?] = []
            for number in 1...50 {
                let waiting = Task { try await consumer.nextBatch(maximum: 1) }
                async let published = publisher.publish([order(number)])
                if number.isMultiple(of: 2) { _ = await published }
                waiting.cancel()
                if let batch = try? await waiting.value { seen += batch.map(\.properties.messageID) }
                _ = await published
            }
            while seen.count < 50 { seen += try await consumer.nextBatch(maximum: 64).map(\.properties.messageID) }
            #expect(seen == (1...50).map { "m\($0)" })
        }
    }

    @Test("Closing ends a wait")
    func closeWhileWaiting() async throws {
        try await withOrders(0) { _, consumer, _ in
            let waiting = Task { try await consumer.nextBatch(maximum: 1) }
            await consumer.close()
            await #expect(throws: AMQPError.closed) { try await waiting.value }
            await #expect(throws: AMQPError.closed) { try await consumer.nextBatch(maximum: 1) }
        }
    }
}

/// Waits for exactly this many deliveries.
func received(_ count: Int, from consumer: AMQPConsumer) async throws -> [AMQPDelivery] {
    var deliveries: [AMQPDelivery] = []
    while deliveries.count < count { deliveries += try await consumer.nextBatch(maximum: count - deliveries.count) }
    return deliveries
}

/// Publishes orders numbered from 1, and gives the test a consumer of their queue.
func withOrders(
    _ count: Int,
    topology: AMQPTopology = orders,
    prefetch: Int = 100,
    _ body: (AMQPPublisher, AMQPConsumer, LiveBroker) async throws -> Void
) async throws {
    try await LiveBroker.withVirtualHost { broker in
        let publisher = AMQPPublisher(broker.configuration(named: "publisher"), topology: topology)
        try await publisher.connected(within: .seconds(10))
        let outcomes = await publisher.publish((0..<count).map { order($0 + 1) })
        #expect(outcomes == Array(repeating: .confirmed, count: count))
        let consumer = AMQPConsumer(
            broker.configuration(named: "consumer"), topology: topology, queues: ["orders"], prefetch: prefetch)
        try await consumer.connected(within: .seconds(10))
        try await body(publisher, consumer, broker)
        await consumer.close()
        await publisher.close()
    }
}
