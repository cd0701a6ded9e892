internal import CatalogueDomain
internal import CatalogueEvents

extension ProductPublished {
    /// A product as the others see it.
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
            provenance: Provenance(product.provenance))
    }
}

extension ProductPublished.Provenance {
    fileprivate init(_ provenance: CatalogueDomain.Provenance) {
        self.init(
            countyLevel: CountyLevel(provenance.county), villageLevel: VillageLevel(provenance.village),
            registeredShare: provenance.registeredPermille)
    }
}

extension ProductPublished.Provenance.CountyLevel {
    fileprivate init(_ level: CatalogueDomain.CountyLevel) {
        self =
            switch level {
            case .national: .national
            case .provincial: .provincial
            case .none: .none
            }
    }
}

extension ProductPublished.Provenance.VillageLevel {
    fileprivate init(_ level: CatalogueDomain.VillageLevel) {
        self =
            switch level {
            case .poor: .poor
            case .none: .none
            case .mixed: .mixed
            }
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
