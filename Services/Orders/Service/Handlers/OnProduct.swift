internal import CatalogueEvents
internal import Delivery
internal import Postgres

extension OrdersService {
    /// `product.published`: what can be ordered, and in which unit.
    func on(
        _ events: [Received<ProductPublished>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await MarketStore(transaction: transaction).save(events.map { KnownProduct($0.body) })
        return []
    }

    /// `product.withdrawn`: it cannot be ordered any more. Orders placed before go on.
    func on(
        _ events: [Received<ProductWithdrawn>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try MarketStore(transaction: transaction).withdraw(events.map { ($0.body.productID, $0.body.at) })
        return []
    }
}

extension KnownProduct {
    fileprivate init(_ event: ProductPublished) {
        self.init(
            id: event.productID, version: event.version, nameZh: event.name.zh, nameEn: event.name.en,
            county: event.county, unit: event.soldBy, isPerishable: event.isPerishable, taxClass: event.taxClass,
            listings: event.listings.map {
                Offer(id: $0.listingID, price: $0.price, from: $0.from, until: $0.to)
            })
    }
}
