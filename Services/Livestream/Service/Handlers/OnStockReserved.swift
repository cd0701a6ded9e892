internal import CatalogueEvents
internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `stock.reserved`: orders take of slots' stock, and it is known which households they are owed to.
    func on(_ events: [Received<StockReserved>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let news = events.flatMap { event in
            SlotNews.of(event.envelope, order: event.body.orderID, .reserved, event.body.slotParts)
        }
        let counted = try await count(news, in: transaction)
        let now = workbench.clock.now()
        var desk = try await OrderDesk(locking: events.map(\.body.orderID), in: transaction)
        for event in events {
            try desk.learn(of: event.body.orderID, Act(hearing: event.envelope, at: now)) {
                $0.record(OrderReservation(event.body))
            }
        }
        return counted + (try await desk.save())
    }
}

extension StockReserved {
    fileprivate var slotParts: [(offer: UUIDv7?, allocation: UUIDv7, quantity: Quantity)] {
        lines.flatMap { line in
            line.allocations.map { (offer: line.offerID, allocation: $0.allocationID, quantity: $0.quantity) }
        }
    }
}

extension OrderReservation {
    fileprivate init(_ reserved: StockReserved) {
        self.init(allocations: reserved.lines.flatMap(\.allocations).map(Allocation.init))
    }
}

extension OrderReservation.Allocation {
    fileprivate init(_ allocation: StockReserved.Allocation) {
        self.init(
            id: allocation.allocationID, producerFen: allocation.producerFen,
            households: Self.households(of: allocation))
    }

    /// Who shares it. What was bought at a station is paid already, and owed to nobody.
    private static func households(of allocation: StockReserved.Allocation) -> [OrderReservation.Household] {
        guard allocation.title == .consigned else { return [] }
        if let members = allocation.members, !members.isEmpty {
            return members.map { OrderReservation.Household(token: $0.token, delivered: $0.quantity.amount) }
        }
        return allocation.token.map { [OrderReservation.Household(token: $0, delivered: allocation.quantity.amount)] }
            ?? []
    }
}
