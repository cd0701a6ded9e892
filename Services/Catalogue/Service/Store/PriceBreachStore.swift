internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// The log of attempts to sell below the floor.
struct PriceBreachStore {
    let transaction: PostgresTransaction

    /// Keeps an attempt.
    func insert(_ breach: PriceBreach) throws {
        try transaction.send(
            """
            INSERT INTO price_breach (id, product, attempted_fen, floor_fen, per, action, at)
            VALUES (\(breach.id), \(breach.productID), \(breach.attempted.fen), \(breach.floor.fen),
                \(breach.floor.per), \(breach.action), \(breach.at))
            """)
    }
}
