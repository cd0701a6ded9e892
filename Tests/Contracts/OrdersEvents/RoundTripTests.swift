import Eventing
import OrdersEvents
import Testing

@Suite("Every event of orders")
struct RoundTripTests {
    static let events: [any Event.Type] = [
        OrderPlaced.self, OrderConfirmed.self, OrderWithdrawalRequested.self, OrderReduced.self, OrderCancelled.self,
        OrderCompleted.self, SettlementPosted.self, PayoutSent.self, PayoutFailed.self, ClaimOpened.self,
        ClaimClosed.self,
    ]

    @Test("comes back as it was written", arguments: events.indices)
    func roundTrip(index: Int) throws {
        try Self.check(Self.events[index])
    }

    @Test("is told by orders, of an aggregate of its own, under a name of its own")
    func names() {
        #expect(Set(Self.events.map { $0.type.name }).count == Self.events.count)
        #expect(Self.events.allSatisfy { $0.type.service == "orders" && $0.type.major == 1 })
        #expect(Set(Self.events.map { $0.type.aggregate }) == ["order", "settlement", "payout", "claim"])
    }

    private static func check<Body: Event>(_ event: Body.Type) throws {
        let full = try Body.example()
        #expect(try Body(decoding: full.encoded()) == full)
        #expect(!full.subject.isEmpty)
    }
}
