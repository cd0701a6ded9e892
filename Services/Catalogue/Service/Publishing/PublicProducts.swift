internal import CatalogueDomain
internal import CatalogueEvents

extension ProductPublished {
    /// A product as the others see it. Where its goods come from is said of each lot as it is listed; before any is,
    /// nothing is claimed.
    init(_ product: Product) {
        let about = product.specification
        self.init(
            productID: product.id, version: product.version, kind: Kind(about.kind),
            name: Name(zh: about.name.zh, en: about.name.en), gtin: about.gtin, county: about.county,
            pavilionID: about.pavilionID, subPlatformIDs: about.subPlatformIDs, brandID: about.brandID,
            soldBy: about.soldBy,
            unit: Unit(
                netGrams: about.unit.netGrams, grossGrams: about.unit.grossGrams,
                volumeMillilitres: about.unit.volumeMillilitres),
            goodsClass: about.goodsClass, band: about.band, isPerishable: about.isPerishable,
            shelfDays: about.shelfDays, taxClass: about.taxClass, floor: product.floor.price,
            listings: product.listings.map {
                Listing(listingID: $0.id, subPlatformID: $0.subPlatformID, price: $0.price, from: $0.from, to: $0.until)
            },
            options: about.options.map { Option(key: $0.key, rule: $0.rule.description) },
            provenance: Provenance(countyLevel: .none, villageLevel: .none, registeredShare: 0))
    }
}

extension ProductPublished.Kind {
    fileprivate init(_ kind: ProductKind) {
        self =
            switch kind {
            case .agricultural: .agricultural
            case .handicraft: .handicraft
            case .tourism: .tourism
            case .industrial: .industrial
            }
    }
}
