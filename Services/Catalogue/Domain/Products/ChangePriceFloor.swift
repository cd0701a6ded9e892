public import Vocabulary

extension Product {
    /// Sets another floor, as an appeal asked that was granted.
    ///
    /// It is dated by its approval, and still covers what was promised to the producers of the lots on sale. Listings
    /// that a raised floor leaves below it sell nothing until they are offered anew; each of them is logged.
    /// - Parameters:
    ///   - floor: the new floor with its approval.
    ///   - producerPrices: what was agreed for the lots on sale.
    ///   - terms: the commission and the tax that the floor has to cover.
    ///   - newID: makes the ids of breaches.
    public mutating func changeFloor(
        to floor: PriceFloor, covering producerPrices: [Price], under terms: PriceTerms,
        newID: () -> UUIDv7,
    ) throws(ProductRefusal) -> [ProductFact] {
        try checkPublished()
        guard floor.price.per == self.floor.price.per else { throw .wrongMeasure(floor.price) }
        guard floor.price.fen > 0 else { throw .priceNotPositive }
        if let price = producerPrices.first(where: { !terms.isCovered(by: floor.price, producerPrice: $0) }) {
            throw .floorBelowCost(producerPrice: price)
        }
        self.floor = floor
        let stopped = listings.filter { listing in
            floor.isBreached(by: listing.price) && listing.until.map { floor.inForceFrom < $0 } ?? true
        }
        return publishChange()
            + stopped.map { listing in
                .priceBreached(
                    PriceBreach(
                        id: newID(), productID: id, listingID: listing.id, attempted: listing.price, floor: floor.price,
                        action: .refused, at: floor.inForceFrom))
            }
    }
}
