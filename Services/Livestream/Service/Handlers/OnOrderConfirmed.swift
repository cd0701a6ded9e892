internal import Delivery
internal import LivestreamDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `order.confirmed`: a buyer's order counts for its alleviation day, once it is known what was reserved for it.
    func on(_ events: [Received<OrderConfirmed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var desk = try await OrderDesk(locking: events.map(\.body.orderID), in: transaction)
        for event in events {
            try desk.learn(of: event.body.orderID, Act(hearing: event.envelope, at: now)) {
                $0.record(OrderConfirmation(event.body))
            }
        }
        return try await desk.save()
    }
}

extension OrderConfirmation {
    fileprivate init(_ confirmed: OrderConfirmed) {
        self.init(
            isSaleToBuyer: confirmed.kind.isSaleToBuyer, confirmedAt: confirmed.confirmedAt, paid: confirmed.paidFen,
            beneficiaries: Set(confirmed.benefits.filter(\.benefit).map(\.token)))
    }
}

extension OrderPlaced.Kind {
    fileprivate var isSaleToBuyer: Bool {
        switch self {
        case .retail, .preorder, .import: true
        case .agency, .downlink: false
        }
    }
}
