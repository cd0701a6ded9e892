import AMQP
import Delivery
import Eventing
import TestSupport
import Testing

@testable import Runtime

@Suite("Looked at by its management interface, a broker", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct ManagementObservationTests {
    private let queue = "catalogue.orders.order.0"

    @Test("that is as declared has nothing amiss, and hides nothing from an administrator")
    func nothing() async throws {
        try await LookedAtBroker.with { broker in
            let diff = try await broker.diff()
            #expect(diff.findings == [])
            #expect(diff.observed.unseen == [])
            #expect(try #require(diff.observed.version).isSupported)
            #expect(diff.observed.rights != nil)
        }
    }

    @Test("shows the service's own user all but its rights, and says so")
    func ownUser() async throws {
        try await LookedAtBroker.with { broker in
            let own = ManagementSettings(
                url: broker.host.management.url, user: broker.user.user, password: broker.user.password)
            let diff = try await broker.diff(as: own)
            #expect(diff.findings == [])
            #expect(diff.observed.rights == nil)
            #expect(diff.observed.userTags == ["management"])
            #expect(diff.observed.bindings != nil)
            #expect(diff.observed.unseen.count == 1)
        }
    }

    @Test("that has lost a queue and a binding gets both back, and is as declared then")
    func missing() async throws {
        try await LookedAtBroker.with { broker in
            try await broker.host.deleteQueue(queue)
            try await broker.administrator.unbind(LookedAtBroker.declared.own.bindings[1])
            try await broker.finds(.missingQueue, .missingBinding)
            #expect(try await broker.mend() == [.done, .done])
            try await broker.finds()
        }
    }

    @Test("whose queue has another delivery limit gets it declared anew")
    func wrongLimit() async throws {
        try await LookedAtBroker.with { broker in
            try await broker.host.deleteQueue(queue)
            var other = try #require(LookedAtBroker.declared.own.queues.first { $0.name == queue })
            other.deliveryLimit = 3
            other.overflow = nil
            let binding = LookedAtBroker.declared.own.bindings[0]
            try await broker.administrator.declare(AMQPTopology(queues: [other], bindings: [binding]))
            let findings = try await broker.finds(.wrongArguments)
            #expect(
                findings.map(\.detail) == [
                    "x-delivery-limit is 3 instead of 1000; x-overflow is not set, instead of reject-publish"
                ])
            #expect(try await broker.mend() == [.done])
            try await broker.finds()
        }
    }

    @Test(
        "with a queue of an old partition is rid of it when told, and with a stray listener's only by an administrator")
    func orphans() async throws {
        try await LookedAtBroker.with { broker in
            for (name, key) in [("catalogue.orders.order.7", "orders.order.7"), ("ghost.lot.0", "catalogue.lot.0")] {
                try await broker.administrator.declare(
                    AMQPTopology(
                        queues: [.init(name, kind: .quorum)],
                        bindings: [.init(queue: name, exchange: Subscription.eventsExchange, routingKey: key)]))
            }
            let findings = try await broker.finds(.orphanQueue, .strayListener)
            #expect(findings.map(\.subject) == ["catalogue.orders.order.7", "ghost.lot.0"])
            #expect(try await broker.mend().first == .left("give --delete-orphans to delete it"))
            #expect(try await broker.mend(deletingOrphans: true).first == .done)
            #expect(try await broker.finds(.strayListener).map(\.subject) == ["ghost.lot.0"])
        }
    }

    @Test("on which a queue hears too much lets the service undo what it could have done, and no more")
    func extraBindings() async throws {
        try await LookedAtBroker.with { broker in
            for key in ["orders.order.1", "#"] {
                let binding = AMQPTopology.Binding(
                    queue: queue, exchange: Subscription.eventsExchange, routingKey: key)
                try await broker.administrator.declare(AMQPTopology(bindings: [binding]))
            }
            let findings = try await broker.finds(.extraBinding, .extraBinding)
            let performers = Set(findings.map { $0.mending.performer(with: LookedAtBroker.declared.rights) })
            #expect(performers == [.service, .administrator])
            let outcomes = try await broker.mend()
            #expect(outcomes.count { $0 == .done } == 1)
            let rest = try await broker.finds(.extraBinding)
            #expect(rest.map(\.detail) == ["hears # of throughtrain.events too"])
        }
    }

    @Test("whose user may do too much, or too little, is found out; importing the definitions mends it")
    func rights() async throws {
        try await LookedAtBroker.with { broker in
            let rights = LookedAtBroker.declared.rights
            try await broker.host.grant(
                BusRights(
                    configure: ".*", write: rights.write, read: "^catalogue\\.",
                    topics: rights.topics.map {
                        BusRights.Topic(exchange: $0.exchange, write: ".*", read: $0.read)
                    }), to: broker.user.user)
            let findings = try await broker.diff().findings
            #expect(findings.map(\.kind) == Array(repeating: .wrongRights, count: 2 + rights.topics.count))
            #expect(findings.count { $0.detail.hasPrefix("too wide") } == 1 + rights.topics.count)
            #expect(findings.count { $0.detail.hasPrefix("too narrow") } == 1)
            let definitions = BusDefinitions(
                LookedAtBroker.declared, user: broker.user.user, virtualHost: broker.host.configuration.virtualHost)
            try await broker.host.importDefinitions(definitions.encoded())
            #expect(try await broker.diff().findings == [])
        }
    }

    @Test("whose policy takes from the queues is found out")
    func policy() async throws {
        try await LookedAtBroker.with { broker in
            try await broker.host.setPolicy(
                "short", pattern: "^catalogue[.]orders", definition: #"{"delivery-limit":20}"#)
            let findings = try await broker.finds(.limitingPolicy, .limitingPolicy)
            #expect(findings.first?.detail.contains("20 deliveries instead of 1000") == true)
        }
    }

    @Test("on which a service's own exchange leads to a shared one has a detour")
    func detour() async throws {
        try await LookedAtBroker.with { broker in
            let past = AMQPTopology.Exchange(
                "catalogue.past", kind: .direct,
                arguments: ["alternate-exchange": .string(Subscription.eventsExchange)])
            try await broker.service.declare(AMQPTopology(exchanges: [past]))
            #expect(try await broker.finds(.detour).map(\.subject) == ["catalogue.past"])
            try await broker.host.bind(
                exchange: Subscription.eventsExchange, to: past.name, routingKey: "orders.order.0")
            #expect(try await broker.finds(.detour, .detour).map(\.subject) == ["catalogue.past", "catalogue.past"])
        }
    }

    @Test("that has lost a listener's queue names whom to start")
    func listener() async throws {
        try await LookedAtBroker.with { broker in
            try await broker.host.deleteQueue("orders.catalogue.lot.1")
            let findings = try await broker.finds(.missingListener)
            #expect(findings.map { "\($0.mending)" } == ["run `orders migrate`, or start orders"])
        }
    }

    @Test("that does not answer, or does not know the user, says which setting to look at")
    func faults() async throws {
        try await LookedAtBroker.with { broker in
            for settings in [
                ManagementSettings(url: "http://127.0.0.1:1", user: "x", password: "x"),
                ManagementSettings(url: broker.host.management.url, user: "nobody", password: "x"),
            ] {
                await #expect {
                    try await broker.diff(as: settings)
                } throws: { error in
                    "\(error)".contains("rabbitmq.management-url")
                }
            }
        }
    }
}
