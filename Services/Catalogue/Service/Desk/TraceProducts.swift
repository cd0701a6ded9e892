internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import Postgres
internal import Vocabulary

/// Says anew of products where their goods on sale come from, once that has changed.
///
/// What is on sale is counted when lots come on sale or go off it, not with each order: a share is not told a thousand
/// times an hour.
struct ProductTracing {
    let transaction: PostgresTransaction
    let now: Instant

    /// Traces products, whose lots are as they will be; the products are locked after them.
    /// - Parameter causes: the products, and what may have changed where their goods come from.
    /// - Returns: the publications of those of which something else is said now.
    func trace(_ causes: [UUIDv7: StockCause]) async throws -> [PendingEvent] {
        let ids = causes.keys.sorted()
        if ids.isEmpty { return [] }
        let store = ProductStore(transaction: transaction)
        try store.lock(ids)
        let products = try await store.load(ids)
        let lots = try await LotStore(transaction: transaction).listed(of: ids).filter { !$0.isExpired(at: now) }
        let standings = try await HouseholdStore(transaction: transaction).load(of: lots)
        let designations = try await DesignationStore(transaction: transaction).load(
            products.values.map(\.specification.county) + lots.map(\.origin.village), on: Day(of: now))
        let parts = Dictionary(grouping: lots, by: \.productID).mapValues { lots in
            lots.map { lot in
                Provenance.Part(
                    isPoorVillage: designations.isPoor(lot.origin.village),
                    isRegistered: lot.knownBenefit(standings).isRegistered,
                    amount: lot.stock.amount(in: .available, .setAside))
            }
        }
        var changed: [Product] = []
        for id in ids {
            guard var product = products[id] else { continue }
            let provenance = Provenance(
                county: designations.level(of: product.specification.county), parts: parts[id] ?? [])
            if !product.trace(to: provenance).isEmpty { changed.append(product) }
        }
        try store.update(changed)
        return try changed.compactMap { try causes[$0.id]?.tell(ProductPublished($0)) }
    }
}
