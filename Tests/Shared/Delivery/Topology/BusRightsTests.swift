import AMQP
import Eventing
import Testing

@testable import Delivery

@Suite("The rights of a service on the bus")
struct BusRightsTests {
    private let rights = BusRights(
        of: "catalogue",
        for: Subscription(
            subscriber: "catalogue", sources: [EventSource("orders", "order"), EventSource("livestream", "offer")],
            partitioning: Partitioning(count: 3)
        ).topology)

    @Test("are patterns of its own name, of what all share, and of the keys that it hears")
    func patterns() {
        let used =
            #"^(throughtrain\.events|throughtrain\.dead-letter|throughtrain\.refill-requests|throughtrain\.refills"#
            + #"|throughtrain\.partner|catalogue\..*)$"#
        #expect(
            rights
                == BusRights(
                    configure: #"^catalogue\..*$"#, write: used, read: used,
                    topics: [
                        BusRights.Topic(
                            exchange: "throughtrain.events", write: #"^catalogue(\..*)?$"#,
                            read: #"^(orders\.order\.[0-9]+|livestream\.offer\.[0-9]+)$"#),
                        BusRights.Topic(
                            exchange: "throughtrain.dead-letter", write: #"^catalogue(\..*)?$"#, read: "^catalogue$"),
                        BusRights.Topic(
                            exchange: "throughtrain.refill-requests", write: #"^catalogue(\..*)?$"#,
                            read: #"^\*\.catalogue$"#),
                        BusRights.Topic(
                            exchange: "throughtrain.refills", write: #"^catalogue(\..*)?$"#,
                            read: #"^\*\.\*\.catalogue$"#),
                        BusRights.Topic(
                            exchange: "throughtrain.partner", write: #"^[a-z0-9-]+\.catalogue(\..*)?$"#, read: "^$"),
                    ]))
    }

    @Test(
        "let it bind what it hears, and nothing else",
        arguments: [
            ("orders.order.0", true), ("orders.order.17", true), ("livestream.offer.2", true),
            ("orders.claim.0", false),
            ("orders.order.#", false), ("#", false), ("*.order.0", false), ("xorders.order.0", false),
        ])
    func binding(key: String, isAllowed: Bool) {
        #expect(rights.mayBind(key, to: "throughtrain.events") == isAllowed)
        #expect(!rights.mayBind(key, to: "throughtrain.partner"))
    }

    @Test("of one that hears nothing match no key")
    func deaf() {
        let topology = Subscription(
            subscriber: "scale", sources: [], partitioning: Partitioning(count: 3)
        ).topology
        #expect(BusRights(of: "scale", for: topology).topics.first?.read == "^$")
    }

    @Test("do not take one name for the beginning of another, nor a dot for any character")
    func names() {
        #expect(BusRights.matches("catalogue.orders.order.0", rights.configure))
        #expect(!BusRights.matches("catalogue", rights.configure))
        #expect(!BusRights.matches("cataloguers.orders.order.0", rights.configure))
        #expect(!BusRights.matches("throughtrain.events", rights.configure))
        #expect(!BusRights.matches("throughtrainxevents", rights.write))
        #expect(!BusRights.matches("amq.default", rights.write))
    }
}
