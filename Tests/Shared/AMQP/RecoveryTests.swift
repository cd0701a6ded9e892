import AMQP
import Testing

@Suite("Recovery", .enabled(if: LiveBroker.isConfigured, LiveBroker.missing), .timeLimit(.minutes(1)))
struct RecoveryTests {
    @Test("A publisher whose connection is closed opens another, and goes on")
    func publisher() async throws {
        try await withOrders(1) { publisher, _, broker in
            var states = publisher.states().makeAsyncIterator()
            #expect(await states.next() == .connected)
            try await broker.closeConnection(named: "publisher")
            guard case .reconnecting(1, .connectionClosed(320, _)) = await states.next() else {
                Issue.record("the loss was not told of")
                return
            }
            #expect(await states.next() == .connected)
            #expect(await publisher.publish([order(2)]) == [.confirmed])
        }
    }

    @Test("A node of a cluster that does not answer is passed over, at once and for everyone")
    func deadNode() async throws {
        try await LiveBroker.withVirtualHost { broker in
            var configuration = broker.configuration(named: "publisher")
            configuration.alternates = [.init(host: configuration.host, port: configuration.port)]
            // Nobody listens on port 1.
            configuration.port = 1
            // What would be waited for after an attempt that failed.
            configuration.backoff = Backoff(base: .seconds(600), cap: .seconds(600))
            let publisher = AMQPPublisher(configuration, topology: AMQPTopology())
            try await publisher.connected(within: .seconds(10))
            await publisher.close()
            let administration = try await AMQPAdministration.connect(configuration)
            #expect(await administration.brokerVersion != nil)
            await administration.close()
        }
    }

    @Test("A consumer whose connection is closed consumes anew; receipts from before are ignored")
    func consumer() async throws {
        try await withOrders(3) { _, consumer, broker in
            let before = try await received(3, from: consumer)
            try await broker.closeConnection(named: "consumer")
            let again = try await received(3, from: consumer)
            #expect(again.map(\.properties.messageID) == ["m1", "m2", "m3"])
            #expect(again.map(\.isRedelivered) == [true, true, true])
            #expect(again.map(\.deliveryCount) == [1, 1, 1])

            await consumer.acknowledge(through: before[2].receipt)
            await consumer.reject(before[0].receipt, requeue: true)
            #expect(await consumer.unacknowledged == 3)
            await consumer.acknowledge(through: again[2].receipt)
            #expect(await consumer.unacknowledged == 0)
            #expect(consumer.state == .connected)
        }
    }

    @Test("A wait for deliveries lasts through the loss of the connection")
    func waitThroughLoss() async throws {
        try await withOrders(0) { publisher, consumer, broker in
            async let batch = consumer.nextBatch(maximum: 1)
            try await broker.closeConnection(named: "consumer")
            _ = await publisher.publish([order(1)])
            #expect(try await batch.map(\.properties.messageID) == ["m1"])
        }
    }

    @Test("Messages for an exchange that does not exist are unknown, with the reason")
    func missingExchange() async throws {
        try await withOrders(0) { publisher, _, _ in
            let outcomes = await publisher.publish([order(1, exchange: "nowhere")])
            guard case .unknown(.notFound) = outcomes.first else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(await publisher.publish([order(2)]) == [.confirmed])
        }
    }
}

@Suite("Refusals", .enabled(if: LiveBroker.isConfigured, LiveBroker.missing), .timeLimit(.minutes(1)))
struct RefusalTests {
    @Test("A queue that exists otherwise than declared is named")
    func preconditionFailed() async throws {
        try await withOrders(0) { _, _, broker in
            var topology = orders
            topology.queues[0].deliveryLimit = 5
            let publisher = AMQPPublisher(broker.configuration, topology: topology)
            let error = await #expect(throws: AMQPError.self) { try await publisher.connected(within: .seconds(10)) }
            guard case .preconditionFailed("queue \"orders\"", let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("x-delivery-limit"))
            await publisher.close()
        }
    }

    @Test("A wrong password is named at once")
    func wrongPassword() async throws {
        try await LiveBroker.withVirtualHost { broker in
            var configuration = broker.configuration
            configuration.password = "wrong"
            let consumer = AMQPConsumer(configuration)
            await #expect(throws: AMQPError.authenticationRefused(user: configuration.user)) {
                try await consumer.connected(within: .seconds(10))
            }
            await consumer.close()
        }
    }

    @Test("A virtual host that does not exist is named")
    func missingVirtualHost() async throws {
        try await LiveBroker.withVirtualHost { broker in
            var configuration = broker.configuration
            configuration.virtualHost = "nowhere"
            let publisher = AMQPPublisher(configuration)
            await #expect(throws: AMQPError.notFound(resources: ["virtual host \"nowhere\""])) {
                try await publisher.connected(within: .seconds(10))
            }
            await publisher.close()
        }
    }
}
