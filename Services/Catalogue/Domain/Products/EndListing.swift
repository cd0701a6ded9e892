public import Vocabulary

extension Product {
    /// Takes it off sale at one listing's price; orders placed before keep theirs.
    public mutating func endListing(_ listingID: UUIDv7, at now: Instant) throws(ProductRefusal) -> [ProductFact] {
        try checkPublished()
        guard let index = listings.firstIndex(where: { $0.id == listingID && $0.until.map { now < $0 } ?? true })
        else { throw .listingUnknown }
        listings[index].until = now
        return publishChange()
    }
}
