import AMQP
import Eventing
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("With its rights, a service", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct RightsOnTheBusTests {
    /// The bus as two services declare it, each as its own user, who has the rights that follow from what it declares.
    private struct Bus {
        let catalogue: UserOnTheBus
        let administrator: AMQPAdministration

        static func with(_ body: (Bus) async throws -> Void) async throws {
            try await VirtualHost.with { host in
                let administrator = try await AMQPAdministration.connect(host.configuration)
                try await administrator.declare(AMQPTopology(exchanges: DeclaredExample.catalogue.own.exchanges))
                try await host.withUser(DeclaredExample.orders.rights) { orders in
                    try await Self.declare(DeclaredExample.orders, as: orders)
                }
                try await host.withUser(DeclaredExample.catalogue.rights) { catalogue in
                    try await Self.declare(DeclaredExample.catalogue, as: catalogue)
                    try await body(Bus(catalogue: UserOnTheBus(user: catalogue), administrator: administrator))
                }
                await administrator.close()
            }
        }

        private static func declare(_ declared: DeclaredTopology, as user: AMQPConfiguration) async throws {
            let connection = try await AMQPAdministration.connect(user)
            try await connection.declare(declared.own)
            await connection.close()
        }
    }

    @Test("tells its own facts, and none in another's name")
    func forging() async throws {
        try await Bus.with { (bus) async throws in
            #expect(try await bus.catalogue.publishes("catalogue.lot.0", to: Subscription.eventsExchange))
            #expect(try await bus.catalogue.publishes("orders.order.0", to: Subscription.eventsExchange) == false)
            #expect(try await bus.catalogue.publishes("cataloguers.lot.0", to: Subscription.eventsExchange) == false)
            #expect(try await bus.administrator.depth(of: "catalogue.orders.order.0")?.messages == 0)
        }
    }

    @Test("tells partners its own facts, and none in another's name")
    func forgingToPartners() async throws {
        try await Bus.with { (bus) async throws in
            #expect(try await bus.catalogue.publishes("orchard.catalogue.lot", to: Subscription.partnerExchange))
            for key in ["orchard.orders.order", "orchard.cataloguers.lot", "a.b.catalogue.lot", "catalogue.lot.0"] {
                #expect(try await bus.catalogue.publishes(key, to: Subscription.partnerExchange) == false, "\(key)")
            }
        }
    }

    @Test("puts nothing past the exchanges, and no dead letter on another")
    func direct() async throws {
        try await Bus.with { (bus) async throws in
            #expect(try await bus.catalogue.publishes("orders.catalogue.lot.0", to: "") == false)
            #expect(try await bus.catalogue.publishes("orders", to: Subscription.deadLetterExchange) == false)
            #expect(try await bus.catalogue.publishes("catalogue", to: Subscription.deadLetterExchange))
            #expect(try await bus.administrator.depth(of: "orders.dead-letter")?.messages == 0)
        }
    }

    @Test("reads its own queues, and not another's")
    func reading() async throws {
        try await Bus.with { (bus) async throws in
            let own = AMQPConsumer(bus.catalogue.user, queues: ["catalogue.orders.order.0"])
            try await own.connected(within: .seconds(10))
            await own.close()
            let foreign = AMQPConsumer(bus.catalogue.user, queues: ["orders.catalogue.lot.0"])
            await #expect {
                try await foreign.connected(within: .seconds(10))
            } throws: { error in
                guard case AMQPError.accessRefused = error else { return false }
                return true
            }
            await foreign.close()
        }
    }

    @Test("deletes its own queues, and not another's")
    func deleting() async throws {
        try await Bus.with { (bus) async throws in
            #expect(try await bus.catalogue.isForbidden { try await $0.delete(queue: "orders.catalogue.lot.0") })
            #expect(try await bus.administrator.depth(of: "orders.catalogue.lot.0") != nil)
            #expect(
                try await bus.catalogue.isForbidden { try await $0.delete(queue: "catalogue.orders.order.1") } == false)
        }
    }

    @Test("declares nothing but what carries its name, and not what all share")
    func declaring() async throws {
        try await Bus.with { (bus) async throws in
            #expect(
                try await bus.catalogue.isForbidden { connection in
                    try await connection.declare(AMQPTopology(queues: [.init("spy", kind: .classic)]))
                })
            #expect(
                try await bus.catalogue.isForbidden { connection in
                    try await connection.declare(
                        AMQPTopology(exchanges: [.init(Subscription.eventsExchange, kind: .topic)]))
                })
        }
    }

    @Test(
        "hears what it subscribes to, and nothing else",
        arguments: [
            ("orders.order.7", true), ("orders.claim.0", false), ("eligibility.household.0", false), ("#", false),
            ("orders.#", false),
        ])
    func listening(key: String, isAllowed: Bool) async throws {
        try await Bus.with { (bus) async throws in
            let isForbidden = try await bus.catalogue.isForbidden { connection in
                try await connection.declare(
                    AMQPTopology(bindings: [
                        .init(
                            queue: "catalogue.orders.order.0", exchange: Subscription.eventsExchange, routingKey: key)
                    ]))
            }
            #expect(isForbidden != isAllowed)
        }
    }

    @Test("is found out by who hears it, when it tells in another's name by a detour", arguments: Detour.allCases)
    func detour(_ detour: Detour) async throws {
        try await Bus.with { (bus) async throws in
            let connection = try await AMQPAdministration.connect(bus.catalogue.user)
            try await connection.declare(
                detour.topology(of: "catalogue", "orders.order.0", Subscription.eventsExchange))
            await connection.close()
            let forged = EventEnvelope(
                id: .make(), source: EventSource("orders", "order"), type: "t", subject: "s", subjectVersion: 1,
                time: .wallTime(), data: Array("{}".utf8))
            let body = try EventBatch.encode([forged])
            #expect(
                try await bus.catalogue.publishes("orders.order.0", to: detour.exchange(of: "catalogue"), body: body))
            let consumer = AMQPConsumer(bus.catalogue.user, queues: ["catalogue.orders.order.0"])
            let arrival = Arrival(try await consumer.nextBatch(maximum: 1), on: Day(of: .wallTime()))
            #expect(arrival.events.isEmpty)
            #expect(arrival.unfit.map(\.cause) == [.forged])
            await consumer.close()
        }
    }

    @Test("leads nothing into another's queue")
    func leading() async throws {
        try await Bus.with { (bus) async throws in
            #expect(
                try await bus.catalogue.isForbidden { connection in
                    try await connection.declare(
                        AMQPTopology(bindings: [
                            .init(
                                queue: "orders.catalogue.lot.0", exchange: Subscription.eventsExchange,
                                routingKey: "orders.order.0")
                        ]))
                })
        }
    }
}
