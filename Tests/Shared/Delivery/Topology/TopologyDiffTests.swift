import AMQP
import Eventing
import Testing

@testable import Delivery

@Suite("Compared with what is declared, a broker")
struct TopologyDiffTests {
    private let queue = "catalogue.orders.order.1"

    /// What is found when something about the broker was changed.
    private func found(_ change: (inout ObservedTopology) -> Void) -> [TopologyFinding] {
        var observed = ObservedTopology.asDeclared
        change(&observed)
        return TopologyDiff(DeclaredExample.catalogue, observed).findings
    }

    private func mending(_ findings: [TopologyFinding]) -> [TopologyStep.Performer] {
        findings.map { $0.mending.performer(with: DeclaredExample.catalogue.rights) }
    }

    @Test("on which all is as declared has nothing amiss")
    func nothing() {
        #expect(found { _ in } == [])
    }

    @Test("that lacks an exchange needs an administrator")
    func missingExchange() {
        let findings = found { $0.exchanges.removeFirst() }
        #expect(findings.map(\.kind) == [.missingExchange])
        #expect(findings.map(\.subject) == ["throughtrain.events"])
        #expect(mending(findings) == [.administrator])
        #expect(findings.map(\.mending.asksForDefinitions) == [true])
    }

    @Test("whose exchange is of another kind is found out")
    func wrongExchange() {
        let findings = found { $0.exchanges[1].kind = .direct }
        #expect(findings.map(\.kind) == [.wrongExchange])
        #expect(findings[0].detail.contains("direct exchange instead of"))
    }

    @Test("that lacks an own queue is mended by declaring it with its bindings")
    func missingQueue() {
        let findings = found { observed in
            observed.queues.removeAll { $0.name == queue }
            observed.bindings?.removeAll { $0.queue == queue }
        }
        #expect(findings.map(\.kind) == [.missingQueue])
        #expect(mending(findings) == [.service])
        #expect("\(findings[0].mending)" == "declare queue \(queue), bound to orders.order.1 of throughtrain.events")
    }

    @Test("whose queue was declared otherwise is told by argument")
    func wrongArguments() {
        let findings = found { observed in
            observed[queue]?.arguments?["x-delivery-limit"] = 3
            observed[queue]?.arguments?["x-overflow"] = nil
            observed[queue]?.arguments?["x-message-ttl"] = 60_000
        }
        #expect(findings.map(\.kind) == [.wrongArguments])
        #expect(
            findings[0].detail
                == "x-delivery-limit is 3 instead of 1000; x-message-ttl is 60000, and should not be set; "
                + "x-overflow is not set, instead of reject-publish")
        #expect(findings[0].mending.deletesQueue == queue)
    }

    @Test("whose arguments cannot be seen says itself what it refuses")
    func refusal() {
        let findings = found { observed in
            observed[queue]?.arguments = nil
            observed[queue]?.refusal = "inequivalent arg 'x-delivery-limit'"
        }
        #expect(findings.map(\.detail) == ["inequivalent arg 'x-delivery-limit'"])
    }

    @Test("whose policy takes from a queue is found out; one that takes nothing is not")
    func policies() {
        #expect(found { $0[queue]?.policy = ["delivery-limit": 2000] } == [])
        let findings = found { $0[queue]?.policy = ["delivery-limit": 20, "max-length": 10] }
        #expect(findings.map(\.kind) == [.limitingPolicy])
        #expect(findings[0].detail.contains("max-length 10"))
        #expect(findings[0].detail.contains("20 deliveries instead of 1000"))
        #expect(mending(findings) == [.administrator])
    }

    @Test("that lacks a binding, or has one too many, is mended by the service where its rights reach")
    func bindings() {
        #expect(found { $0.bindings?.removeAll { $0.queue == queue } }.map(\.kind) == [.missingBinding])
        let extra = found { observed in
            for key in ["orders.order.0", "#"] {
                observed.bindings?.append(.init(queue: queue, exchange: "throughtrain.events", routingKey: key))
            }
        }
        #expect(extra.map(\.kind) == [.extraBinding, .extraBinding])
        #expect(mending(extra) == [.service, .administrator])
    }

    @Test("with a queue of an old partition has an orphan, which goes with its bindings")
    func orphan() {
        let old = AMQPTopology.Binding(
            queue: "catalogue.orders.order.7", exchange: "throughtrain.events", routingKey: "orders.order.7")
        let findings = found { observed in
            observed.queues.append(.init(old.queue))
            observed[old.queue]?.messages = 4
            observed.bindings?.append(old)
        }
        #expect(findings.map(\.kind) == [.orphanQueue])
        #expect(findings[0].detail.contains("messages in it: 4"))
        #expect(findings[0].mending == .deleteQueue(old.queue, bindings: [old]))
        #expect(mending(findings) == [.service])
    }

    @Test("that lacks a listener's queue or its binding names whom to start")
    func listeners() {
        let gone = found { observed in
            observed.queues.removeAll { $0.name == "orders.catalogue.lot.0" }
            observed.bindings?.removeAll { $0.queue == "orders.catalogue.lot.0" }
        }
        #expect(gone.map(\.kind) == [.missingListener])
        #expect(gone.map { "\($0.mending)" } == ["run `orders migrate`, or start orders"])
        let unbound = found { $0.bindings?.removeAll { $0.queue == "orders.catalogue.lot.0" } }
        #expect(unbound.map(\.kind) == [.missingListener])
        #expect(unbound[0].detail.contains("misses what is told"))
    }

    @Test("with a queue of a service that nobody names has a stray listener")
    func stray() {
        let findings = found { observed in
            observed.queues.append(.init("ghost.catalogue.lot.0"))
            observed.bindings?.append(
                .init(queue: "ghost.catalogue.lot.0", exchange: "throughtrain.events", routingKey: "catalogue.lot.0"))
            // Whom others hear is their affair.
            observed.bindings?.append(
                .init(queue: "ghost.orders.order.0", exchange: "throughtrain.events", routingKey: "orders.order.0"))
        }
        #expect(findings.map(\.kind) == [.strayListener])
        #expect(findings.map(\.subject) == ["ghost.catalogue.lot.0"])
    }

    @Test("on which something leads past the bounds on keys has a detour, for an administrator to close")
    func detours() {
        let findings = found { observed in
            observed.exchangeBindings = [
                .init(source: "catalogue.past", destination: "throughtrain.events", routingKey: "orders.order.0"),
                .init(source: "throughtrain.events", destination: "elsewhere", routingKey: "#"),
            ]
            observed.exchanges.append(
                .init("orders.past", kind: .direct, arguments: ["alternate-exchange": "throughtrain.events"]))
            for (name, exchange, key) in [
                ("orders.letters", "throughtrain.events", "catalogue.lot.0"),
                ("orders.others", "throughtrain.dead-letter", "catalogue"),
                ("orders.own", "throughtrain.dead-letter", "orders"),
            ] {
                observed.queues.append(
                    .init(
                        name,
                        arguments: [
                            "x-dead-letter-exchange": .string(exchange), "x-dead-letter-routing-key": .string(key),
                        ]))
            }
        }
        #expect(findings.allSatisfy { $0.kind == .detour })
        #expect(findings.map(\.subject) == ["catalogue.past", "orders.past", "orders.letters", "orders.others"])
        #expect(Set(mending(findings)) == [.administrator])
    }

    @Test("that dead-letters less safely for want of a feature flag is found out, on versions that have it")
    func featureFlag() {
        #expect(found { $0.disabledFeatureFlags = ["stream_queue"] }.map(\.kind) == [.featureOff])
        let later = found { observed in
            observed.version = BrokerVersion(3, 12, 1)
            observed.disabledFeatureFlags = ["stream_queue"]
        }
        #expect(later == [])
    }

    @Test("of which little can be seen is not blamed for the rest")
    func unseen() {
        let findings = found { observed in
            observed.bindings = nil
            observed.rights = nil
            observed.userTags = nil
            observed.disabledFeatureFlags = nil
            observed.hasAllQueues = false
            observed.queues = observed.queues.map { ObservedTopology.Queue($0.name) }
        }
        #expect(findings == [])
    }

    @Test("is mended by each step once, though several things call for it")
    func steps() {
        var observed = ObservedTopology.asDeclared
        observed.rights = ObservedTopology.Rights()
        observed.queues.removeAll { $0.name.hasPrefix("orders.catalogue") }
        let diff = TopologyDiff(DeclaredExample.catalogue, observed)
        // Three rights by name, the bounds on each exchange, and the two queues.
        #expect(diff.findings.count == 3 + DeclaredExample.catalogue.rights.topics.count + 2)
        #expect(diff.steps == [.importDefinitions, .migrate(service: "orders")])
    }
}

extension ObservedTopology {
    /// A queue that is there.
    subscript(name: String) -> Queue? {
        get { queues.first { $0.name == name } }
        set {
            guard let index = queues.firstIndex(where: { $0.name == name }), let newValue else { return }
            queues[index] = newValue
        }
    }
}
