public import Vocabulary

/// The states of a slot's stock. The slot itself is livestream's; what is kept for it is ours.
public enum SlotStockState: String, Sendable, Hashable, CaseIterable {
    /// Its allotment could not be set aside.
    case refused
    /// Its allotment is set aside.
    case setAside = "set-aside"
    /// The offer is closed; orders placed before it closed may still arrive.
    case closed
    /// What nobody took is on sale to anyone again.
    case givenBack = "given-back"
}

/// An offer of an episode as it was scheduled.
public struct SlotTerms: Sendable, Hashable {
    /// The offer.
    public let offerID: UUIDv7
    /// The listing that it undercuts.
    public let listingID: UUIDv7
    /// What is sold.
    public let productID: UUIDv7
    /// What a buyer pays.
    public let price: Price
    /// How much is to be sold.
    public let allotment: Quantity
    /// When it opens.
    public let opensAt: Instant
    /// When it closes, that instant not included.
    public let closesAt: Instant

    /// Terms as scheduled, or as stored.
    public init(
        offerID: UUIDv7, listingID: UUIDv7, productID: UUIDv7, price: Price, allotment: Quantity, opensAt: Instant,
        closesAt: Instant,
    ) {
        self.offerID = offerID
        self.listingID = listingID
        self.productID = productID
        self.price = price
        self.allotment = allotment
        self.opensAt = opensAt
        self.closesAt = closesAt
    }
}

/// What is kept for an offer of an episode, lot by lot.
public struct SlotStock: Sendable, Equatable {
    /// What one lot contributes.
    public struct Share: Sendable, Hashable {
        /// The lot.
        public let lotID: UUIDv7
        /// How much of it is still kept, in the product's unit.
        public internal(set) var amount: Int64

        /// Makes a share.
        public init(lotID: UUIDv7, amount: Int64) {
            self.lotID = lotID
            self.amount = amount
        }
    }

    /// For how long after it closed what is kept stays kept, for orders placed before that are still on their way.
    public static let grace = Span.seconds(60)

    /// The offer as scheduled.
    public let terms: SlotTerms
    /// Whether it has stock.
    public internal(set) var state: SlotStockState
    /// How much it may sell in all, reserved and sold included: the allotment, less what a lot lost of what was kept.
    public internal(set) var total: Int64
    /// How much of it was registered households' when it was set aside, in thousandths, rounded down.
    public let registeredPermille: Int64
    /// What is still kept, lot by lot.
    public internal(set) var shares: [Share]
    /// When the offer closed.
    public internal(set) var closedAt: Instant?

    /// A slot's stock as stored.
    public init(
        terms: SlotTerms, state: SlotStockState, total: Int64, registeredPermille: Int64, shares: [Share],
        closedAt: Instant?,
    ) {
        self.terms = terms
        self.state = state
        self.total = total
        self.registeredPermille = registeredPermille
        self.shares = shares
        self.closedAt = closedAt
    }

    /// The offer.
    public var offerID: UUIDv7 { terms.offerID }

    /// Whether it serves an order: one placed within the window as scheduled and before the offer closed, whenever it
    /// arrives, as long as its stock is kept.
    public func serves(orderPlacedAt placedAt: Instant) -> Bool {
        guard state == .setAside || state == .closed else { return false }
        return terms.opensAt <= placedAt && placedAt < terms.closesAt && closedAt.map { placedAt < $0 } ?? true
    }

    /// Whether what an order releases is kept for it again: while it is open.
    public func takesBack(at now: Instant) -> Bool {
        state == .setAside && now < terms.closesAt
    }

    /// When what nobody took is given back; none while it is open.
    public var giveBackDue: Instant? { state == .closed ? closedAt.map { $0 + Self.grace } : nil }
}
