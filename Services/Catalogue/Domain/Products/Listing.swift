public import Vocabulary

/// A product on sale at a price, everywhere or on one sub-platform, for a time.
public struct Listing: Sendable, Hashable {
    /// Its id.
    public let id: UUIDv7
    /// The only sub-platform that it sells on; none for everywhere.
    public let subPlatformID: UUIDv7?
    /// What a buyer pays, after all discounts that the seller bears.
    public let price: Price
    /// From when on it sells.
    public let from: Instant
    /// Until when, that instant not included; open-ended if absent.
    public internal(set) var until: Instant?

    /// A listing as stored.
    public init(id: UUIDv7, subPlatformID: UUIDv7?, price: Price, from: Instant, until: Instant?) {
        self.id = id
        self.subPlatformID = subPlatformID
        self.price = price
        self.from = from
        self.until = until
    }

    /// Whether it sells at an instant.
    public func isOpen(at instant: Instant) -> Bool {
        from <= instant && until.map { instant < $0 } ?? true
    }

    /// Whether an order that came by a sub-platform, or by none, may use it.
    public func sells(on subPlatformID: UUIDv7?) -> Bool {
        self.subPlatformID == nil || self.subPlatformID == subPlatformID
    }
}
