internal import CatalogueEvents
internal import Delivery
internal import Postgres

extension LivestreamService {
    /// `product.withdrawn`: nothing of it is offered any more.
    func on(
        _ events: [Received<ProductWithdrawn>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try CatalogueStore(transaction: transaction).withdraw(events.map(\.body.productID))
        return []
    }
}
