internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// A product as catalogue published it.
struct KnownProduct {
    /// A listing of it.
    struct Offer {
        var id: UUIDv7
        var price: Price
        var from: Instant
        var until: Instant?
    }

    var id: UUIDv7
    var version: Int32
    var nameZh: String
    var nameEn: String
    var county: DivisionCode
    var unit: QuantityUnit
    var isPerishable: Bool
    var taxClass: String
    var listings: [Offer]
}

/// A place of logistics.
struct KnownStation {
    var id: UUIDv7
    var kind: String
    var county: DivisionCode
    var isOpen: Bool
}

/// What is known of goods and places.
struct MarketStore {
    let transaction: PostgresTransaction

    /// What must be known to accept orders, in one round trip.
    func market(listings: some Sequence<UUIDv7>, stations: some Sequence<UUIDv7>) async throws -> Market {
        let listed = try transaction.send(
            """
            SELECT listing.id, product, unit, is_perishable
            FROM listing JOIN product ON product.id = product
            WHERE listing.id = ANY (\(Set(listings).sorted())) AND withdrawn_at IS NULL
            """)
        let stations = Set(stations).sorted()
        let open =
            stations.isEmpty
            ? nil : try transaction.send("SELECT id FROM station WHERE id = ANY (\(stations)) AND is_open")
        var known: [UUIDv7: Listing] = [:]
        for (id, product, unit, isPerishable) in try await listed.rows.decode(
            UUIDv7.self, UUIDv7.self, QuantityUnit.self, Bool.self)
        {
            known[id] = Listing(product: product, unit: unit, isPerishable: isPerishable)
        }
        return Market(listings: known, stations: Set(try await open?.rows.decode(UUIDv7.self) ?? []))
    }

    /// Takes products as they are now, with all their listings. An older version than the known one changes nothing.
    func save(_ products: [KnownProduct]) async throws {
        // Of several versions in one batch the last one stands.
        let latest = Dictionary(products.map { ($0.id, $0) }, uniquingKeysWith: { $0.version > $1.version ? $0 : $1 })
        let saved = latest.values.sorted { $0.id < $1.id }
        let rows = try await transaction.query(
            """
            INSERT INTO product AS known (id, version, name_zh, name_en, county, unit, is_perishable, tax_class)
            SELECT * FROM unnest(
                \(saved.map(\.id)), \(saved.map(\.version)), \(saved.map(\.nameZh)), \(saved.map(\.nameEn)),
                \(saved.map(\.county)), \(saved.map(\.unit)), \(saved.map(\.isPerishable)), \(saved.map(\.taxClass)))
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, name_zh = excluded.name_zh, name_en = excluded.name_en,
                county = excluded.county, unit = excluded.unit, is_perishable = excluded.is_perishable,
                tax_class = excluded.tax_class, withdrawn_at = NULL
            WHERE known.version < excluded.version
            RETURNING id
            """)
        let newer: Set<UUIDv7> = Set(try rows.decode(UUIDv7.self))
        try replaceListings(of: saved.filter { newer.contains($0.id) })
    }

    private func replaceListings(of products: [KnownProduct]) throws {
        try transaction.send("DELETE FROM listing WHERE product = ANY (\(products.map(\.id)))")
        let listings = products.flatMap { product in product.listings.map { (product: product.id, offer: $0) } }
        if listings.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO listing (id, product, price_fen, price_per, offered_from, offered_until)
            SELECT * FROM unnest(
                \(listings.map(\.offer.id)), \(listings.map(\.product)), \(listings.map(\.offer.price.fen)),
                \(listings.map(\.offer.price.per)), \(listings.map(\.offer.from)), \(listings.map(\.offer.until)))
            """)
    }

    /// Ends the sale of products.
    func withdraw(_ products: [(id: UUIDv7, at: Instant)]) throws {
        try transaction.send(
            """
            UPDATE product SET withdrawn_at = withdrawn.at
            FROM unnest(\(products.map(\.id)), \(products.map(\.at))) AS withdrawn (id, at)
            WHERE product.id = withdrawn.id
            """)
    }

    /// Takes places as they are now.
    func save(_ stations: [KnownStation]) throws {
        let latest = Dictionary(stations.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
        let saved = latest.values.sorted { $0.id < $1.id }
        try transaction.send(
            """
            INSERT INTO station (id, kind, county, is_open)
            SELECT * FROM unnest(
                \(saved.map(\.id)), \(saved.map(\.kind)), \(saved.map(\.county)), \(saved.map(\.isOpen)))
            ON CONFLICT (id) DO UPDATE SET
                kind = excluded.kind, county = excluded.county, is_open = excluded.is_open
            """)
    }
}
