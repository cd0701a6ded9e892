public import Vocabulary

/// The lowest price at which a product may be sold, so that nobody undersells those it is meant to help.
public struct PriceFloor: Sendable, Hashable {
    /// The lowest price.
    public let price: Price
    /// Since when it holds.
    public let inForceFrom: Instant
    /// Who set it: published the product with it, or granted the appeal for it.
    public let approvedBy: String

    /// A floor as stored.
    public init(price: Price, inForceFrom: Instant, approvedBy: String) {
        self.price = price
        self.inForceFrom = inForceFrom
        self.approvedBy = approvedBy
    }

    /// Whether a price is below it.
    /// - Precondition: both are asked for the same measure.
    public func isBreached(by price: Price) -> Bool {
        precondition(price.per == self.price.per, "a price was held against a floor for another measure")
        return price.fen < self.price.fen
    }
}
