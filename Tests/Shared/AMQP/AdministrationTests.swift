import AMQP
import Testing

@Suite("Administration", .enabled(if: LiveBroker.isConfigured, LiveBroker.missing), .timeLimit(.minutes(1)))
struct AdministrationTests {
    @Test("It tells the broker's version, and what waits in a queue and who consumes it")
    func depth() async throws {
        try await withOrders(3, prefetch: 1) { _, consumer, broker in
            let administration = try await AMQPAdministration.connect(broker.configuration)
            #expect(try #require(await administration.brokerVersion).isSupported)
            _ = try await received(1, from: consumer)
            try await eventually("one is held, two wait") {
                try await administration.depth(of: "orders") == AMQPQueueDepth(messages: 2, consumers: 1)
            }
            #expect(try await administration.depth(of: "nowhere") == nil)
            #expect(try await administration.exists(exchange: "events"))
            #expect(try await !administration.exists(exchange: "nowhere"))
            await administration.close()
            await #expect(throws: AMQPError.closed) { try await administration.depth(of: "orders") }
        }
    }

    @Test("It unbinds and deletes, and does not miss what is not there")
    func deleting() async throws {
        try await withOrders(0) { publisher, consumer, broker in
            let administration = try await AMQPAdministration.connect(broker.configuration)
            for _ in 1...2 {
                for binding in orders.bindings { try await administration.unbind(binding) }
            }
            guard case .returned(code: 312, _) = await publisher.publish([order(1)])[0] else {
                Issue.record("an order still reached a queue")
                return
            }
            await consumer.close()
            for _ in 1...2 { try await administration.delete(queue: "orders") }
            #expect(try await administration.depth(of: "orders") == nil)
            await administration.close()
        }
    }

    @Test("What the broker refuses is an error of that request alone")
    func refusal() async throws {
        try await withOrders(1) { _, _, broker in
            let administration = try await AMQPAdministration.connect(broker.configuration)
            var other = orders.queues[0]
            other.deliveryLimit = 3
            await #expect {
                try await administration.declare(AMQPTopology(queues: [other]))
            } throws: { error in
                guard case AMQPError.preconditionFailed = error else { return false }
                return true
            }
            #expect(try await administration.depth(of: "orders") != nil)
            await administration.close()
        }
    }

    @Test("What all share is declared by whoever comes first, and left as it is afterwards")
    func shared() async throws {
        try await LiveBroker.withVirtualHost { broker in
            let administration = try await AMQPAdministration.connect(broker.configuration)
            var exchange = AMQPTopology.Exchange("common", kind: .topic)
            exchange.isShared = true
            try await administration.declare(AMQPTopology(exchanges: [exchange]))
            #expect(try await administration.exists(exchange: "common"))
            exchange.kind = .fanout
            try await administration.declare(AMQPTopology(exchanges: [exchange]))
            await administration.close()
        }
    }
}
