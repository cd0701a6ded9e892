public import Vocabulary

/// An attempt to sell below the floor: always logged, whether it was refused or had to be accepted.
public struct PriceBreach: Sendable, Hashable {
    /// What was done about it.
    public enum Action: String, Sendable, Hashable, CaseIterable {
        /// It was not sold at that price.
        case refused
        /// A partner had been paid already, so its order was served.
        case acceptedImport = "accepted-import"
    }

    /// Its id.
    public let id: UUIDv7
    /// What was to be sold.
    public let productID: UUIDv7
    /// By which listing.
    public let listingID: UUIDv7?
    /// In which offer of an episode.
    public let offerID: UUIDv7?
    /// By which order, where a partner had sold it already.
    public let orderID: UUIDv7?
    /// On whose platform.
    public let partnerID: UUIDv7?
    /// The price that was tried.
    public let attempted: Price
    /// The floor at that time.
    public let floor: Price
    /// What was done about it.
    public let action: Action
    /// When.
    public let at: Instant

    /// A breach as logged.
    public init(
        id: UUIDv7, productID: UUIDv7, listingID: UUIDv7? = nil, offerID: UUIDv7? = nil, orderID: UUIDv7? = nil,
        partnerID: UUIDv7? = nil, attempted: Price, floor: Price, action: Action, at: Instant,
    ) {
        self.id = id
        self.productID = productID
        self.listingID = listingID
        self.offerID = offerID
        self.orderID = orderID
        self.partnerID = partnerID
        self.attempted = attempted
        self.floor = floor
        self.action = action
        self.at = at
    }
}
