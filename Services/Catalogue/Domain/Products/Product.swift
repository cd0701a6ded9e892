public import Vocabulary

/// What kind of thing a product is.
public enum ProductKind: String, Sendable, Hashable, CaseIterable {
    /// Grown or raised.
    case agricultural
    /// Made by hand.
    case handicraft
    /// A stay or a visit on a date; nothing is carried.
    case tourism
    /// Made in a factory, sold down into the villages.
    case industrial
}

/// Whether a product is sold.
public enum ProductState: String, Sendable, Hashable, CaseIterable {
    /// It is in the catalogue.
    case published
    /// It was taken out for good.
    case withdrawn
}

/// A product with its price floor and its listings. Each change is published again under the next version.
public struct Product: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// Counts its changes from 1.
    public internal(set) var version: Int32
    /// Whether it is sold.
    public internal(set) var state: ProductState
    /// What it is.
    public internal(set) var specification: ProductSpecification
    /// The lowest price at which it may be sold.
    public internal(set) var floor: PriceFloor
    /// At what prices it is on sale, past listings too.
    public internal(set) var listings: [Listing]

    /// Where its goods on sale come from, as was said last.
    public internal(set) var provenance: Provenance

    /// A product as stored.
    public init(
        id: UUIDv7, version: Int32, state: ProductState, specification: ProductSpecification, floor: PriceFloor,
        listings: [Listing], provenance: Provenance = .unclaimed,
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.specification = specification
        self.floor = floor
        self.listings = listings
        self.provenance = provenance
    }

    /// The lowest price at which it is on sale at an instant; none if it is not.
    public func lowestPrice(at instant: Instant) -> Price? {
        listings.filter { $0.isOpen(at: instant) }.map(\.price).min { $0.fen < $1.fen }
    }
}
