public import Vocabulary

extension Product {
    /// Takes it out of the catalogue for good: nothing more is ordered of it.
    public mutating func withdraw(reason: String, at now: Instant) throws(ProductRefusal) -> [ProductFact] {
        try checkPublished()
        state = .withdrawn
        return [.withdrawn(reason: reason, at: now)]
    }
}
