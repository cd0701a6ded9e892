internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// A product as catalogue published it.
struct KnownProduct: Sendable {
    let id: UUIDv7
    let version: Int32
    let floor: Price
    let listings: [UUIDv7]
}

/// A lot as catalogue listed it.
struct KnownLot: Sendable {
    let id: UUIDv7
    let product: UUIDv7
    let isRegistered: Bool
}

/// What catalogue told of its goods.
struct CatalogueStore {
    let transaction: PostgresTransaction

    /// A listing; nil if catalogue told of none.
    func listing(_ id: UUIDv7) async throws -> KnownListing? {
        let rows = try await transaction.query(
            """
            SELECT product, floor_fen, floor_per, is_withdrawn
            FROM known_listing JOIN known_product ON known_product.id = product WHERE known_listing.id = \(id)
            """
        ).decode(UUIDv7.self, Int64.self, PriceBasis.self, Bool.self)
        return rows.first.map { product, fen, per, isWithdrawn in
            KnownListing(id: id, productID: product, floor: Price(fen, per), isWithdrawn: isWithdrawn)
        }
    }

    /// Takes up products, each once: listings that are no longer named are off sale.
    func save(_ products: [KnownProduct]) throws(PostgresError) {
        guard !products.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO known_product (id, version, floor_fen, floor_per)
            SELECT * FROM unnest(
                \(products.map(\.id)), \(products.map(\.version)), \(products.map(\.floor.fen)),
                \(products.map(\.floor.per)))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, floor_fen = excluded.floor_fen,
                floor_per = excluded.floor_per
            """)
        let listings = products.flatMap { product in product.listings.map { (listing: $0, product: product.id) } }
        try transaction.send(
            """
            UPDATE known_listing SET is_withdrawn = true
            WHERE product = ANY (\(products.map(\.id))) AND NOT is_withdrawn AND id <> ALL (\(listings.map(\.listing)))
            """)
        try transaction.send(
            """
            INSERT INTO known_listing (id, product, is_withdrawn)
            SELECT listing, product, false FROM unnest(\(listings.map(\.listing)), \(listings.map(\.product)))
                AS listed (listing, product)
            ON CONFLICT (id) DO UPDATE SET is_withdrawn = false
            """)
    }

    /// Takes all listings of products off sale.
    func withdraw(_ products: [UUIDv7]) throws(PostgresError) {
        try transaction.send(
            "UPDATE known_listing SET is_withdrawn = true WHERE product = ANY (\(products)) AND NOT is_withdrawn")
    }

    /// Takes up lots that are on sale, each once.
    func save(_ lots: [KnownLot]) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO known_lot (id, product, is_registered, is_on_sale)
            SELECT id, product, is_registered, true
            FROM unnest(\(lots.map(\.id)), \(lots.map(\.product)), \(lots.map(\.isRegistered)))
                AS lot (id, product, is_registered)
            ON CONFLICT (id) DO UPDATE SET is_registered = excluded.is_registered, is_on_sale = true
            """)
    }

    /// Takes lots off sale.
    func takeOffSale(_ lots: [UUIDv7]) throws(PostgresError) {
        try transaction.send("UPDATE known_lot SET is_on_sale = false WHERE id = ANY (\(lots))")
    }

    /// Which of these products have goods of a registered household on sale.
    func productsOfRegisteredHouseholds(among products: [UUIDv7]) async throws -> Set<UUIDv7> {
        Set(
            try await transaction.query(
                """
                SELECT DISTINCT product FROM known_lot
                WHERE product = ANY (\(products)) AND is_registered AND is_on_sale
                """
            ).decode(UUIDv7.self))
    }
}
