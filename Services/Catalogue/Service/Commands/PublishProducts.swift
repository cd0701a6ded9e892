internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
public import Postgres
public import Runtime
internal import Vocabulary

extension CatalogueService {
    /// Publishes products with their listings: all of them, or none.
    public func publishProducts(
        _ sheet: ProductSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.products.count, field: "products")
        for entry in sheet.products {
            try context.caller.expect(entry.county, field: "county")
            for listing in entry.listings {
                try context.caller.expect(subPlatform: listing.subPlatformID, field: "sub_platform")
            }
        }
        let pavilions = try await PavilionStore(transaction: transaction).load(sheet.products.map(\.pavilionID))
        let designations = try await DesignationStore(transaction: transaction).load(
            sheet.products.map(\.county), on: Day(of: context.now))
        let products = try sheet.products.map { entry in
            guard let pavilion = pavilions[entry.pavilionID] else {
                throw Problem(
                    422, "unknown", "pavilion \(entry.pavilionID) is not there; open it first", field: "pavilion")
            }
            return try entry.product(in: pavilion, level: designations.level(of: entry.county), by: context)
        }
        try ProductStore(transaction: transaction).insert(products)
        for product in products {
            try AuditTrail.record("publish-product", on: product.id.description, by: context, in: transaction)
        }
        return Told(IDList(products.map(\.id)), try products.map { try PendingEvent(ProductPublished($0)) })
    }
}

extension ProductSheet.Entry {
    /// The product that it asks for, with the floor of who publishes it.
    fileprivate func product(
        in pavilion: Pavilion, level: CountyLevel, by context: CommandContext
    ) throws -> Product {
        try Bounds.check(unit.grossGrams, upTo: Bounds.measure, field: "gross_g")
        try Bounds.check(unit.volumeMillilitres, upTo: Bounds.measure, field: "volume_ml")
        try Bounds.check(band, field: "band")
        try Bounds.check(floor.fen, upTo: Bounds.price, field: "floor")
        var (product, _) = try Product.publish(
            id: .make(), specification: try specification(), in: pavilion,
            floor: PriceFloor(price: floor, inForceFrom: context.now, approvedBy: context.actor), level: level)
        for entry in listings {
            try Bounds.check(entry.price.fen, upTo: Bounds.price, field: "price")
            let listing = CatalogueDomain.Listing(
                id: .make(), subPlatformID: entry.subPlatformID, price: entry.price, from: entry.from,
                until: entry.to)
            for case .priceBreached in try product.offer(listing, breachID: .make(), at: context.now) {
                throw Problem(
                    422, "below-floor",
                    "\(entry.price.fen) fen is below the floor of \(floor.fen); raise the price", field: "price")
            }
        }
        return product
    }

    private func specification() throws -> ProductSpecification {
        ProductSpecification(
            kind: ProductKind(kind), name: BilingualName(zh: name.zh, en: name.en), gtin: gtin, county: county,
            pavilionID: pavilionID, subPlatformIDs: subPlatformIDs, brandID: brandID, soldBy: soldBy,
            unit: UnitWeights(
                netGrams: unit.netGrams, grossGrams: unit.grossGrams, volumeMillilitres: unit.volumeMillilitres),
            goodsClass: goodsClass, band: band, isPerishable: isPerishable, shelfDays: shelfDays, taxClass: taxClass,
            options: try options.map { option in
                guard let rule = OptionRule(option.rule) else {
                    throw Problem(
                        422, "option-rule", "\(option.rule) is no rule; write one-of a|b, text 40 or number 1..9",
                        field: "options")
                }
                return ProductOption(key: option.key, rule: rule)
            })
    }
}

extension ProductKind {
    fileprivate init(_ kind: ProductPublished.Kind) {
        self =
            switch kind {
            case .agricultural: .agricultural
            case .handicraft: .handicraft
            case .tourism: .tourism
            case .industrial: .industrial
            }
    }
}
