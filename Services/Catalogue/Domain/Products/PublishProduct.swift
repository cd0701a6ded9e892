public import Vocabulary

extension Product {
    /// Publishes a product for the first time, in an open pavilion of its county, under an approved floor.
    /// - Parameter level: how far up its county is designated; of its goods nothing is claimed before any are on sale.
    public static func publish(
        id: UUIDv7, specification: ProductSpecification, in pavilion: Pavilion, floor: PriceFloor,
        level: CountyLevel = .none,
    ) throws(ProductRefusal) -> (Product, [ProductFact]) {
        guard pavilion.state == .open, pavilion.id == specification.pavilionID, pavilion.county == specification.county
        else { throw .pavilionUnfit }
        try specification.check()
        guard floor.price.per.unit == specification.soldBy else { throw .wrongMeasure(floor.price) }
        guard floor.price.fen > 0 else { throw .priceNotPositive }
        let product = Product(
            id: id, version: 1, state: .published, specification: specification, floor: floor, listings: [],
            provenance: Provenance(county: level, parts: []))
        return (product, [.published(version: 1)])
    }
}

extension ProductSpecification {
    /// Refuses what no product can be.
    func check() throws(ProductRefusal) {
        guard name.isComplete else { throw .nameIncomplete }
        guard unit.isPlausible else { throw .weightsImplausible }
    }
}

extension Product {
    /// Counts a change and says so.
    mutating func publishChange() -> [ProductFact] {
        version += 1
        return [.published(version: version)]
    }

    /// Refuses to change what is no longer in the catalogue.
    func checkPublished() throws(ProductRefusal) {
        guard state == .published else { throw .notInState(state) }
    }
}
