public import Vocabulary

extension Product {
    /// Puts it on sale at a price. A price below the floor is refused and logged: the listing is not made, and the
    /// breach is the only fact.
    /// - Parameters:
    ///   - listing: the new listing.
    ///   - breachID: the id that a breach would be logged under.
    ///   - now: when it was asked for.
    public mutating func offer(
        _ listing: Listing, breachID: UUIDv7, at now: Instant,
    ) throws(ProductRefusal) -> [ProductFact] {
        try checkPublished()
        guard !listings.contains(where: { $0.id == listing.id }) else { throw .listingKnown }
        guard listing.price.per == floor.price.per else { throw .wrongMeasure(listing.price) }
        guard listing.until.map({ listing.from < $0 }) ?? true else { throw .listingEndsBeforeItBegins }
        if let subPlatformID = listing.subPlatformID {
            guard specification.subPlatformIDs.contains(subPlatformID) else { throw .notOnSubPlatform }
        }
        if floor.isBreached(by: listing.price) {
            let breach = PriceBreach(
                id: breachID, productID: id, listingID: listing.id, attempted: listing.price, floor: floor.price,
                action: .refused, at: now)
            return [.priceBreached(breach)]
        }
        listings.append(listing)
        return publishChange()
    }
}
