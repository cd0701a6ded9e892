internal import CatalogueDomain
internal import Postgres
internal import Vocabulary

extension CatalogueService {
    /// What orders and offers may be served from, under the locks of those lots that they come to.
    /// - Parameters:
    ///   - demand: how much is asked for of each product, of what anybody may have.
    ///   - kept: the lots that are needed whatever is asked for, since they keep something for offers.
    ///   - products: what these offers are of.
    func stock(
        for demand: [UUIDv7: Int64], keptIn kept: [UUIDv7] = [], of products: [UUIDv7] = [], at now: Instant,
        in transaction: PostgresTransaction
    ) async throws -> StockSnapshot {
        let products = Set(products).union(demand.keys).sorted()
        if products.isEmpty { return StockSnapshot(products: [], lots: []) }
        let store = SaleLineStore(transaction: transaction)
        let season = Day(of: now - .days(Self.seasonDays))
        var lots: [UUIDv7: LotOnSale] = [:]
        var line: [LotInLine] = []
        var isSettled = false
        while !isSettled {
            line = try await store.lots(of: products, harvestedSince: season)
            let reached = lotsInReach(of: demand, among: line, at: now).union(kept)
            let new = line.filter { reached.contains($0.lotID) && lots[$0.lotID] == nil }
            let locked = try await lock(new, in: transaction)
            lots.merge(locked) { first, _ in first }
            // Who waited for a lock may have seen what is no longer so, and then looks again. What is locked stays as it is, so that
            // in the end all that the orders come to is.
            isSettled = new.allSatisfy { locked[$0.lotID]?.inLine == $0 }
        }
        let published = try await ProductStore(transaction: transaction).load(products)
        return StockSnapshot(
            products: products.compactMap { published[$0] },
            lots: line.compactMap { seen in
                lots[seen.lotID].map { LotOnSale(lot: $0.lot, known: $0.known, soldThisSeason: seen.soldThisSeason) }
            })
    }

    /// A season is the year since a harvest.
    private static let seasonDays: Int64 = 365

    /// Locks lots that were seen in line, and loads them with what is known of whose they are. Locks that come in a second look
    /// come late: if they are waited for in turn, PostgreSQL undoes one of the two transactions, which is tried again.
    private func lock(
        _ line: [LotInLine], in transaction: PostgresTransaction
    ) async throws -> [UUIDv7: LotOnSale] {
        if line.isEmpty { return [:] }
        let lots = try await LotStore(transaction: transaction).load(line.map(\.lotID))
        let standings = try await HouseholdStore(transaction: transaction).load(of: lots.values)
        return line.reduce(into: [:]) { locked, seen in
            guard let lot = lots[seen.lotID], lot.state == .listed else { return }
            locked[lot.id] = LotOnSale(
                lot: lot, known: lot.knownBenefit(standings), soldThisSeason: seen.soldThisSeason)
        }
    }
}
