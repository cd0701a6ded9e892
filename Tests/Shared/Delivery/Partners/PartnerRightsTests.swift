import AMQP
import Eventing
import Testing
import TestSupport

@testable import Delivery

@Suite("A partner's user", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct PartnerRightsTests {
    /// A bus with a service and two partners, as the user of one of them.
    private struct Bus {
        let user: AMQPConfiguration
        let own: PartnerAddress
        let other: PartnerAddress

        var asUser: UserOnTheBus { UserOnTheBus(user: user) }

        static func with(_ body: (Bus) async throws -> Void) async throws {
            try await VirtualHost.with { host in
                let (own, other) = try (PartnerRoad.address("own"), PartnerRoad.address("other"))
                let administrator = try await AMQPAdministration.connect(host.configuration)
                try await administrator.declare(DeclaredExample.orders.own)
                for address in [own, other] { try await administrator.declare(address.topology(toldBy: "orders")) }
                await administrator.close()
                try await host.withUser(own.rights) { user in
                    try await body(Bus(user: user, own: own, other: other))
                }
            }
        }

        func reads(_ queue: String) async throws -> Bool {
            let consumer = AMQPConsumer(user, queues: [queue], prefetch: 1)
            do {
                try await consumer.connected(within: .seconds(10))
                await consumer.close()
                return true
            } catch AMQPError.accessRefused {
                await consumer.close()
                return false
            }
        }
    }

    @Test("reads its own queue and its own history, and no other queue")
    func reading() async throws {
        try await Bus.with { (bus) async throws in
            #expect(try await bus.reads(bus.own.queue))
            #expect(try await bus.reads(bus.own.history))
            for queue in [bus.other.queue, bus.other.history, "orders.catalogue.lot.0", "orders.dead-letter"] {
                #expect(try await bus.reads(queue) == false, "\(queue)")
            }
        }
    }

    @Test("publishes nothing, neither to partners nor to services, nor past the exchanges")
    func publishing() async throws {
        try await Bus.with { (bus) async throws in
            for (key, exchange) in [
                ("own.orders.order", Subscription.partnerExchange),
                ("other.orders.order", Subscription.partnerExchange),
                ("orders.order.0", Subscription.eventsExchange), ("*.orders", Subscription.requestsExchange),
                (bus.own.queue, ""), (bus.other.queue, ""),
            ] {
                #expect(try await bus.asUser.publishes(key, to: exchange) == false, "\(key) to \(exchange)")
            }
        }
    }

    @Test("declares, binds and deletes nothing, its own queue neither")
    func configuring() async throws {
        try await Bus.with { (bus) async throws in
            let mine = AMQPTopology.Queue("mine", kind: .quorum)
            #expect(try await bus.asUser.isForbidden { try await $0.declare(AMQPTopology(queues: [mine])) })
            for (key, exchange) in [
                ("#", Subscription.eventsExchange), ("other.#", Subscription.partnerExchange),
                ("own.#", Subscription.partnerExchange),
            ] {
                let binding = AMQPTopology.Binding(queue: bus.own.queue, exchange: exchange, routingKey: key)
                #expect(try await bus.asUser.isForbidden { try await $0.declare(AMQPTopology(bindings: [binding])) })
            }
            for queue in [bus.own.queue, bus.own.history, bus.other.queue] {
                #expect(try await bus.asUser.isForbidden { try await $0.delete(queue: queue) })
            }
            let exchange = AMQPTopology.Exchange("mine", kind: .topic)
            #expect(try await bus.asUser.isForbidden { try await $0.declare(AMQPTopology(exchanges: [exchange])) })
        }
    }
}
