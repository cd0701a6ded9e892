internal import CatalogueEvents
internal import Delivery
internal import LivestreamDomain
internal import Postgres

extension LivestreamService {
    /// `stock.revoked`: what orders held of slots' stock may not be sold.
    func on(_ events: [Received<StockRevoked>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await count(
            events.flatMap { event in
                SlotNews.of(
                    event.envelope, order: event.body.orderID, .gone,
                    event.body.allocations.map { ($0.offerID, $0.allocationID, $0.quantity) })
            }, in: transaction)
    }
}
