public import Vocabulary

/// What happened to a product.
public enum ProductFact: Sendable, Equatable {
    /// It was published, for the first time or with a change.
    case published(version: Int32)
    /// It was taken out of the catalogue.
    case withdrawn(reason: String, at: Instant)
    /// A price below the floor was tried and refused.
    case priceBreached(PriceBreach)
}
