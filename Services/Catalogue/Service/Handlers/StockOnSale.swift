internal import CatalogueDomain
internal import Postgres
internal import Vocabulary

extension CatalogueService {
    /// All that orders and offers of some products may be served from, under the locks of its lots.
    func stock(
        of products: [UUIDv7], at now: Instant, in transaction: PostgresTransaction
    ) async throws -> StockSnapshot {
        let ids = Set(products).sorted()
        if ids.isEmpty { return StockSnapshot(products: [], lots: []) }
        let store = LotStore(transaction: transaction)
        let lots = try await store.loadListed(of: ids)
        let published = try await ProductStore(transaction: transaction).load(ids)
        let standings = try await HouseholdStore(transaction: transaction).load(of: lots)
        let sold = try await store.sold(of: ids, harvestedSince: Day(of: now - .days(Self.seasonDays)))
        return StockSnapshot(
            products: ids.compactMap { published[$0] },
            lots: lots.map { lot in
                let share = ProducerShare(product: lot.productID, producer: lot.producer.id)
                return LotOnSale(lot: lot, known: lot.knownBenefit(standings), soldThisSeason: sold[share] ?? 0)
            })
    }

    /// A season is the year since a harvest.
    private static let seasonDays: Int64 = 365
}
