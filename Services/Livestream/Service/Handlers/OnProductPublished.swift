internal import CatalogueEvents
internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

extension LivestreamService {
    /// `product.published`: takes up the floor, and which listings are on sale. The last publication of a batch counts.
    func on(
        _ events: [Received<ProductPublished>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let latest = Dictionary(events.map { ($0.body.productID, $0.body) }) { _, last in last }
        try CatalogueStore(transaction: transaction).save(
            latest.values.map(KnownProduct.init).sorted { $0.id < $1.id })
        return []
    }
}

extension KnownProduct {
    fileprivate init(_ published: ProductPublished) {
        self.init(
            id: published.productID, version: published.version, floor: published.floor,
            listings: published.listings.map(\.listingID))
    }
}
