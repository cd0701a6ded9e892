internal import CatalogueEvents
internal import Delivery
internal import LivestreamDomain
internal import Postgres

extension LivestreamService {
    /// `stock.released`: orders give stock back, to its slot or past it.
    func on(_ events: [Received<StockReleased>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await count(
            events.flatMap { event in
                let backInSlot = event.body.allocations.filter { $0.to == .setAside }
                let past = event.body.allocations.filter { $0.to != .setAside }
                return [(SlotMovement.Kind.returned, backInSlot), (.gone, past)].flatMap { kind, allocations in
                    SlotNews.of(
                        event.envelope, order: event.body.orderID, kind,
                        allocations.map { ($0.offerID, $0.allocationID, $0.quantity) })
                }
            }, in: transaction)
    }
}
