internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// The lots on sale as they wait for their turn: what decides when that comes, and no more, since there may be many of them.
struct SaleLineStore {
    let transaction: PostgresTransaction

    /// One producer's part in what is sold of one product.
    private struct ProducerShare: Hashable {
        let product: UUIDv7
        let producer: UUIDv7
    }

    /// The lots of some products that are on sale, as they are. Nobody is kept from changing them.
    /// - Parameter season: the first harvest that counts for how much a household has sold.
    func lots(of products: [UUIDv7], harvestedSince season: Day) async throws -> [LotInLine] {
        // What each lot has sold, and what those lots of its producer have that are on sale no more.
        let rows = try await transaction.query(
            """
            SELECT id, product, producer, production_order, available, expires_on, helps_registered,
                CASE WHEN title = 'consigned' AND harvested_on >= \(season) THEN reserved + committed ELSE 0 END,
                coalesce(off_sale.sold, 0)
            FROM lot LEFT JOIN (
                SELECT product, producer, sum(reserved + committed)::bigint AS sold FROM lot
                WHERE state <> 'listed' AND product = ANY (\(products))
                    AND title = 'consigned' AND harvested_on >= \(season)
                GROUP BY product, producer
            ) AS off_sale USING (product, producer)
            WHERE state = 'listed' AND product = ANY (\(products))
            """
        ).decode(
            UUIDv7.self, UUIDv7.self, UUIDv7.self, UUIDv7?.self, Int64.self, Day.self, Bool.self, Int64.self,
            Int64.self)
        var sold: [ProducerShare: Int64] = [:]
        for row in rows { sold[ProducerShare(product: row.1, producer: row.2), default: row.8] += row.7 }
        return rows.map { row in
            LotInLine(
                lotID: row.0, productID: row.1, productionOrderID: row.3, available: row.4, expiresOn: row.5,
                isRegistered: row.6, soldThisSeason: sold[ProducerShare(product: row.1, producer: row.2)] ?? 0)
        }
    }
}
