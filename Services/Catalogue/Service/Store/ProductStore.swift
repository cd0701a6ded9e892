internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What is in the catalogue, with its options and listings.
struct ProductStore {
    let transaction: PostgresTransaction

    /// The products of some ids, with what belongs to them, in one round trip.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Product] {
        let products = try sendForProducts(ids)
        let options = try transaction.send(
            "SELECT product, key, rule FROM product_option WHERE product = ANY (\(ids)) ORDER BY product, position")
        let listings = try transaction.send(
            """
            SELECT product, id, sub_platform, price_fen, price_per, sells_from, sells_until
            FROM listing WHERE product = ANY (\(ids)) ORDER BY product, id
            """)
        let rows = try await products.rows.decode(
            UUIDv7.self, Int32.self, ProductState.self, ProductKind.self, String.self, String.self, String?.self,
            DivisionCode.self, UUIDv7.self, [UUIDv7].self, UUIDv7?.self, QuantityUnit.self, Int64.self, Int64.self,
            Int64.self, String.self, Int32?.self, Int32?.self, Int64?.self, Bool.self, Int32?.self, String.self,
            Fen.self, PriceBasis.self, Instant.self, String.self, CountyLevel.self, VillageLevel.self, Int64.self)
        let optionsOf = Dictionary(
            grouping: try await options.rows.decode(UUIDv7.self, String.self, OptionRule.self), by: \.0)
        let listingsOf = Dictionary(
            grouping: try await listings.rows.decode(
                UUIDv7.self, UUIDv7.self, UUIDv7?.self, Fen.self, PriceBasis.self, Instant.self, Instant?.self),
            by: \.0)
        var found: [UUIDv7: Product] = [:]
        for row in rows {
            var band: Band?
            if let minimum = row.16, let maximum = row.17, let minutes = row.18 {
                band = Band(minimum: minimum, maximum: maximum, allowedMinutes: minutes)
            }
            let specification = ProductSpecification(
                kind: row.3, name: BilingualName(zh: row.4, en: row.5), gtin: row.6, county: row.7,
                pavilionID: row.8, subPlatformIDs: row.9, brandID: row.10, soldBy: row.11,
                unit: UnitWeights(netGrams: row.12, grossGrams: row.13, volumeMillilitres: row.14),
                goodsClass: row.15, band: band, isPerishable: row.19, shelfDays: row.20, taxClass: row.21,
                options: (optionsOf[row.0] ?? []).map { ProductOption(key: $0.1, rule: $0.2) })
            found[row.0] = Product(
                id: row.0, version: row.1, state: row.2, specification: specification,
                floor: PriceFloor(price: Price(row.22, row.23), inForceFrom: row.24, approvedBy: row.25),
                listings: (listingsOf[row.0] ?? []).map {
                    Listing(id: $0.1, subPlatformID: $0.2, price: Price($0.3, $0.4), from: $0.5, until: $0.6)
                },
                provenance: Provenance(county: row.26, village: row.27, registeredPermille: row.28))
        }
        return found
    }

    private func sendForProducts(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT id, version, state, kind, name_zh, name_en, gtin, county, pavilion,
                ARRAY (SELECT sub_platform FROM product_sub_platform WHERE product = id ORDER BY sub_platform),
                brand, sold_by, net_g, gross_g, volume_ml, goods_class, band_minimum, band_maximum,
                band_allowed_minutes, is_perishable, shelf_days, tax_class, floor_fen, floor_per, floor_from,
                floor_approved_by, county_level, village_level, registered_permille
            FROM product WHERE id = ANY (\(ids))
            """)
    }

    /// Locks products in the order of their ids, after their lots.
    func lock(_ ids: [UUIDv7]) throws {
        try transaction.send("SELECT FROM product WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE")
    }

    /// Keeps what was published anew of products: where they come from, and their floor.
    func update(_ products: [Product]) throws {
        guard !products.isEmpty else { return }
        try transaction.send(
            """
            UPDATE product SET version = changed.version, floor_fen = changed.floor_fen,
                floor_from = changed.floor_from, floor_approved_by = changed.floor_approved_by,
                county_level = changed.county_level, village_level = changed.village_level,
                registered_permille = changed.registered_permille
            FROM unnest(
                \(products.map(\.id)), \(products.map(\.version)), \(products.map(\.floor.price.fen)),
                \(products.map(\.floor.inForceFrom)), \(products.map(\.floor.approvedBy)),
                \(products.map(\.provenance.county)), \(products.map(\.provenance.village)),
                \(products.map(\.provenance.registeredPermille)))
                AS changed (id, version, floor_fen, floor_from, floor_approved_by, county_level, village_level,
                    registered_permille)
            WHERE product.id = changed.id
            """)
    }

    /// Keeps new products with all that belongs to them.
    func insert(_ products: [Product]) throws {
        let about = products.map(\.specification)
        try transaction.send(
            """
            INSERT INTO product (id, version, state, kind, name_zh, name_en, gtin, county, pavilion, brand, sold_by,
                net_g, gross_g, volume_ml, goods_class, band_minimum, band_maximum, band_allowed_minutes,
                is_perishable, shelf_days, tax_class, floor_fen, floor_per, floor_from, floor_approved_by,
                county_level, village_level, registered_permille)
            SELECT * FROM unnest(
                \(products.map(\.id)), \(products.map(\.version)), \(products.map(\.state)), \(about.map(\.kind)),
                \(about.map(\.name.zh)), \(about.map(\.name.en)), \(about.map(\.gtin)), \(about.map(\.county)),
                \(about.map(\.pavilionID)), \(about.map(\.brandID)), \(about.map(\.soldBy)),
                \(about.map(\.unit.netGrams)), \(about.map(\.unit.grossGrams)),
                \(about.map(\.unit.volumeMillilitres)), \(about.map(\.goodsClass)), \(about.map(\.band?.minimum)),
                \(about.map(\.band?.maximum)), \(about.map(\.band?.allowedMinutes)), \(about.map(\.isPerishable)),
                \(about.map(\.shelfDays)), \(about.map(\.taxClass)), \(products.map(\.floor.price.fen)),
                \(products.map(\.floor.price.per)), \(products.map(\.floor.inForceFrom)),
                \(products.map(\.floor.approvedBy)), \(products.map(\.provenance.county)),
                \(products.map(\.provenance.village)), \(products.map(\.provenance.registeredPermille)))
            """)
        try insertParts(of: products)
        try insertFloors(of: products, askedBy: nil)
    }

    /// Keeps the floors that products have now, beside those that they had.
    /// - Parameter appellant: who asked for them; nil for those that come with the product.
    func insertFloors(of products: [Product], askedBy appellant: String?) throws {
        let floors = products.map(\.floor)
        try transaction.send(
            """
            INSERT INTO price_floor (product, in_force_from, fen, per, asked_by, approved_by)
            SELECT product, in_force_from, fen, per, \(appellant), approved_by FROM unnest(
                \(products.map(\.id)), \(floors.map(\.inForceFrom)), \(floors.map(\.price.fen)),
                \(floors.map(\.price.per)), \(floors.map(\.approvedBy)))
                AS floor (product, in_force_from, fen, per, approved_by)
            """)
    }

    private func insertParts(of products: [Product]) throws {
        let platforms = products.flatMap { product in
            product.specification.subPlatformIDs.map { (product: product.id, id: $0) }
        }
        let options = products.flatMap { product in
            product.specification.options.enumerated().map {
                (product: product.id, position: Int64($0.offset), option: $0.element)
            }
        }
        let listings = products.flatMap { product in product.listings.map { (product: product.id, listing: $0) } }
        try transaction.send(
            """
            INSERT INTO product_sub_platform (product, sub_platform)
            SELECT * FROM unnest(\(platforms.map(\.product)), \(platforms.map(\.id)))
            """)
        try transaction.send(
            """
            INSERT INTO product_option (product, position, key, rule)
            SELECT * FROM unnest(
                \(options.map(\.product)), \(options.map(\.position)), \(options.map(\.option.key)),
                \(options.map(\.option.rule)))
            """)
        let terms = listings.map(\.listing)
        try transaction.send(
            """
            INSERT INTO listing (id, product, sub_platform, price_fen, price_per, sells_from, sells_until)
            SELECT * FROM unnest(
                \(terms.map(\.id)), \(listings.map(\.product)), \(terms.map(\.subPlatformID)),
                \(terms.map(\.price.fen)), \(terms.map(\.price.per)), \(terms.map(\.from)), \(terms.map(\.until)))
            """)
    }
}
