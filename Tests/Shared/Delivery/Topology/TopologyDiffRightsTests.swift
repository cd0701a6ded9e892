import AMQP
import Eventing
import Testing

@testable import Delivery

@Suite("Compared with what a service needs, what its user may do")
struct TopologyDiffRightsTests {
    private static let wanted = DeclaredExample.catalogue.rights

    private func found(_ change: (inout ObservedTopology.Rights) -> Void) -> [String] {
        var observed = ObservedTopology.asDeclared
        guard var rights = observed.rights else { return [] }
        change(&rights)
        observed.rights = rights
        let findings = TopologyDiff(DeclaredExample.catalogue, observed).findings
        #expect(findings.allSatisfy { $0.kind == .wrongRights && $0.mending == .importDefinitions })
        return findings.map(\.detail)
    }

    @Test("is too wide with all rights, in each of them")
    func all() {
        let details = found { $0 = ObservedTopology.Rights(configure: ".*", write: ".*", read: ".*") }
        #expect(details.count == 3 + Self.wanted.topics.count)
        #expect(details.allSatisfy { $0.hasPrefix("too wide") })
    }

    @Test("is too narrow with none; but within a topic exchange none means all")
    func none() {
        let details = found { $0 = ObservedTopology.Rights() }
        #expect(details.count == 3 + Self.wanted.topics.count)
        #expect(details.count { $0.hasPrefix("too narrow: may ") } == 3)
        #expect(details.count { $0.hasPrefix("too wide: there are no bounds") } == Self.wanted.topics.count)
    }

    @Test("is told apart by an example of what it should, or should not")
    func examples() {
        #expect(
            found { $0.read = #"^catalogue\..*$"# } == [
                "too narrow, as throughtrain.events shows: may read ^catalogue\\..*$ instead of \(Self.wanted.read)"
            ])
        #expect(
            found { $0.configure = "^(throughtrain|catalogue)\\..*$" }.map { $0.prefix(38) } == [
                "too wide, as throughtrain.events shows"
            ])
        let forging = found { rights in
            rights.topics[0] = BusRights.Topic(
                exchange: rights.topics[0].exchange, write: "^(catalogue|orders)", read: rights.topics[0].read)
        }
        #expect(forging.map { $0.prefix(33) } == ["too wide, as orders.order.0 shows"])
        let eavesdropping = found { rights in
            rights.topics[0] = BusRights.Topic(
                exchange: rights.topics[0].exchange, write: rights.topics[0].write, read: ".*")
        }
        #expect(eavesdropping.map { $0.prefix(23) } == ["too wide, as # shows: m"])
    }

    @Test("is named when it is only written otherwise, since that cannot be told from being otherwise")
    func otherwise() {
        #expect(
            found { $0.configure = "^catalogue[.].*$" } == [
                "may configure ^catalogue[.].*$ instead of ^catalogue\\..*$"
            ])
    }

    @Test("counts for nothing when its tags let it do everything")
    func tags() {
        var observed = ObservedTopology.asDeclared
        observed.userTags = ["administrator", "management"]
        let findings = TopologyDiff(DeclaredExample.catalogue, observed).findings
        #expect(findings.map(\.kind) == [.wrongRights])
        #expect("\(findings[0].mending)" == "run `rabbitmqctl set_user_tags catalogue management` on the broker")
    }
}
