import AMQP
import Testing

@testable import Delivery

@Suite("A partner's address")
struct PartnerAddressTests {
    @Test("has a name that is safe in patterns and keys", arguments: ["orchard", "shop-7", "a1"])
    func good(name: String) {
        #expect(PartnerAddress(name)?.user == "partner.\(name)")
    }

    @Test(
        "has no other name",
        arguments: ["", "a", "Orchard", "7shop", "a.b", "a#", "a*", "-a", "果园", String(repeating: "a", count: 32)])
    func bad(name: String) {
        #expect(PartnerAddress(name) == nil)
    }

    @Test("is a queue and a history, each bound to what a service tells this partner")
    func topology() throws {
        let address = try #require(PartnerAddress("orchard"))
        let topology = address.topology(toldBy: "orders")
        #expect(topology.queues.map(\.name) == ["partner.orchard", "partner.orchard.history"])
        #expect(topology.queues.map(\.kind) == [.quorum, .stream])
        #expect(topology.queues[1].declaredArguments["x-max-age"] == "400D")
        #expect(topology.bindings.map(\.routingKey) == ["orchard.orders.#", "orchard.orders.#"])
        #expect(topology.bindings.allSatisfy { $0.exchange == "throughtrain.partner" })
    }

    @Test("may be read by its user, and nothing else may be done", arguments: ["orchard"])
    func rights(name: String) throws {
        let rights = try #require(PartnerAddress(name)).rights
        #expect(BusRights.matches("partner.orchard", rights.read))
        #expect(BusRights.matches("partner.orchard.history", rights.read))
        for foreign in ["partner.orchards", "partner.orchard.history.x", "orders.dead-letter", "throughtrain.partner"] {
            #expect(!BusRights.matches(foreign, rights.read))
        }
        for own in ["partner.orchard", "throughtrain.partner", "amq.default"] {
            #expect(!BusRights.matches(own, rights.write))
            #expect(!BusRights.matches(own, rights.configure))
        }
    }
}
