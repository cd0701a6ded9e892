internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// The log of attempts to sell below the floor.
struct PriceBreachStore {
    let transaction: PostgresTransaction

    /// Keeps attempts.
    func insert(_ breaches: [PriceBreach]) throws {
        guard !breaches.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO price_breach (id, product, listing, offer, order_id, partner, attempted_fen, floor_fen, per, action, at)
            SELECT * FROM unnest(
                \(breaches.map(\.id)), \(breaches.map(\.productID)), \(breaches.map(\.listingID)),
                \(breaches.map(\.offerID)), \(breaches.map(\.orderID)), \(breaches.map(\.partnerID)), \(breaches.map(\.attempted.fen)),
                \(breaches.map(\.floor.fen)), \(breaches.map(\.floor.per)), \(breaches.map(\.action)),
                \(breaches.map(\.at)))
            """)
    }
}
