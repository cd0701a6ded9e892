import AMQP
import Eventing
import Testing
import TestSupport

@testable import Delivery

@Suite("Mending a topology", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct TopologyWorkTests {
    private let declared = DeclaredExample.catalogue
    private let queue = "catalogue.orders.order.0"

    /// A broker on which both services have declared what they want.
    private func withBus(_ body: (AMQPAdministration, VirtualHost) async throws -> Void) async throws {
        try await VirtualHost.with { host in
            let administration = try await AMQPAdministration.connect(host.configuration)
            try await administration.declare(declared.own)
            try await administration.declare(DeclaredExample.orders.own)
            try await body(administration, host)
            await administration.close()
        }
    }

    /// Takes all steps that mend what is seen over AMQP, and returns what became of each.
    private func mend(
        _ administration: AMQPAdministration, losesMessages: Bool = false
    ) async throws -> [TopologyWork.Outcome] {
        let work = TopologyWork(administration, deletesOrphans: false, losesMessages: losesMessages)
        var outcomes: [TopologyWork.Outcome] = []
        for step in TopologyDiff(declared, try await administration.observe(declared)).steps {
            outcomes.append(try await work.take(step))
        }
        return outcomes
    }

    private func findings(_ administration: AMQPAdministration) async throws -> [TopologyFinding] {
        TopologyDiff(declared, try await administration.observe(declared)).findings
    }

    private func publish(_ key: String, at host: VirtualHost) async throws -> PublishOutcome {
        let publisher = AMQPPublisher(host.configuration)
        try await publisher.connected(within: .seconds(10))
        let outcomes = await publisher.publish(
            [AMQPMessage(exchange: Subscription.eventsExchange, routingKey: key, body: [1])])
        await publisher.close()
        return outcomes[0]
    }

    @Test("finds nothing where all is as declared, and does nothing")
    func nothing() async throws {
        try await withBus { (administration, _) async throws in
            #expect(try await findings(administration) == [])
            #expect(try await mend(administration) == [])
        }
    }

    @Test("declares a queue that was deleted, with its binding, and has nothing to do the second time")
    func missingQueue() async throws {
        try await withBus { administration, host in
            try await host.deleteQueue(queue)
            #expect(try await findings(administration).map(\.kind) == [.missingQueue])
            #expect(try await mend(administration) == [.done])
            #expect(try await publish("orders.order.0", at: host) == .confirmed)
            #expect(try await mend(administration) == [])
        }
    }

    @Test("declares anew a queue with a wrong delivery limit, once it is empty, and not before unless told")
    func wrongLimit() async throws {
        try await withBus { administration, host in
            try await host.deleteQueue(queue)
            var other = try #require(declared.own.queues.first { $0.name == queue })
            other.deliveryLimit = 3
            try await administration.declare(AMQPTopology(queues: [other], bindings: declared.bindings(of: queue)))
            #expect(try await publish("orders.order.0", at: host) == .confirmed)
            let findings = try await findings(administration)
            #expect(findings.map(\.kind) == [.wrongArguments])
            #expect(findings[0].detail.contains("x-delivery-limit"))

            let left = try await mend(administration)
            guard case .left(let reason) = left.first else {
                Issue.record("\(left)")
                return
            }
            #expect(reason.contains("it holds messages (1)"))
            #expect(try await mend(administration, losesMessages: true) == [.done])
            #expect(try await self.findings(administration) == [])
            #expect(try await administration.depth(of: queue)?.messages == 0)
            #expect(try await publish("orders.order.0", at: host) == .confirmed)
        }
    }

    @Test("spares a queue that is consumed, whatever it is told")
    func consumed() async throws {
        try await withBus { administration, host in
            let consumer = AMQPConsumer(host.configuration, queues: [queue])
            try await consumer.connected(within: .seconds(10))
            let work = TopologyWork(administration, deletesOrphans: true, losesMessages: true)
            let outcome = try await work.take(.deleteQueue(queue, bindings: []))
            #expect(outcome == .left("it is consumed (1): stop that first"))
            await consumer.close()
        }
    }

    @Test("deletes an orphan only when told, and empty")
    func orphan() async throws {
        try await withBus { administration, host in
            let old = AMQPTopology.Queue("catalogue.orders.order.7", kind: .quorum)
            let binding = AMQPTopology.Binding(
                queue: old.name, exchange: Subscription.eventsExchange, routingKey: "orders.order.7")
            try await administration.declare(AMQPTopology(queues: [old], bindings: [binding]))
            let step = TopologyStep.deleteQueue(old.name, bindings: [binding])
            #expect(
                try await TopologyWork(administration, deletesOrphans: false, losesMessages: false).take(step)
                    == .left("give --delete-orphans to delete it"))
            #expect(try await publish("orders.order.7", at: host) == .confirmed)
            let work = TopologyWork(administration, deletesOrphans: true, losesMessages: false)
            guard case .left = try await work.take(step) else {
                Issue.record("an orphan with a message was deleted")
                return
            }
            let consumer = AMQPConsumer(host.configuration, queues: [old.name])
            await consumer.acknowledge(through: try await consumer.nextBatch(maximum: 1)[0].receipt)
            await consumer.close()
            #expect(
                try await eventually {
                    try await administration.depth(of: old.name) == AMQPQueueDepth(messages: 0, consumers: 0)
                })
            #expect(try await work.take(step) == .done)
            #expect(try await administration.depth(of: old.name) == nil)
            #expect(try await work.take(step) == .done)
        }
    }

    @Test("says what the user may not do, and goes on")
    func refused() async throws {
        try await withBus { administration, host in
            try await host.deleteQueue(queue)
            try await host.withUser(DeclaredExample.orders.rights) { orders in
                let foreign = try await AMQPAdministration.connect(orders)
                guard case .refused(let reason)? = try await mend(foreign).first else {
                    Issue.record("a queue was declared in another's name")
                    return
                }
                #expect(reason.contains("refused"))
                await foreign.close()
            }
            #expect(try await mend(administration) == [.done])
        }
    }
}
