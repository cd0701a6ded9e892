public import Vocabulary

/// What livestream knows of a listing, from catalogue's publications.
public struct KnownListing: Sendable, Hashable {
    /// The listing.
    public let id: UUIDv7
    /// The product listed.
    public let productID: UUIDv7
    /// The lowest price that may be asked.
    public let floor: Price
    /// Whether it was taken off sale.
    public let isWithdrawn: Bool

    /// Makes a listing.
    public init(id: UUIDv7, productID: UUIDv7, floor: Price, isWithdrawn: Bool) {
        self.id = id
        self.productID = productID
        self.floor = floor
        self.isWithdrawn = isWithdrawn
    }
}

/// What a slot is meant to be.
public struct OfferSlotPlan: Sendable, Hashable {
    /// Its identifier.
    public let id: UUIDv7
    /// What it is to cost.
    public let price: Price
    /// How much is to be sold.
    public let allotment: Quantity
    /// The most that one buyer may take; nil if there is no such limit.
    public let perBuyer: Quantity?
    /// When it is to go on sale.
    public let opensAt: Instant
    /// When it is to go off sale.
    public let closesAt: Instant

    /// Makes a plan.
    public init(
        id: UUIDv7,
        price: Price,
        allotment: Quantity,
        perBuyer: Quantity?,
        opensAt: Instant,
        closesAt: Instant
    ) {
        self.id = id
        self.price = price
        self.allotment = allotment
        self.perBuyer = perBuyer
        self.opensAt = opensAt
        self.closesAt = closesAt
    }
}

extension OfferSlot {
    /// ∅ → asked: its episode is scheduled or live, its window lies in it, and its price keeps to the floor as known.
    public static func propose(
        _ plan: OfferSlotPlan,
        of listing: KnownListing,
        in episode: Episode,
        at now: Instant
    ) throws(OfferSlotRefusal) -> (OfferSlot, [OfferSlotFact]) {
        guard !episode.state.isFinal else { throw .episodeOver(episode.state) }
        guard !listing.isWithdrawn else { throw .listingWithdrawn(listing.id) }
        guard let window = Period(from: plan.opensAt, to: plan.closesAt) else { throw .windowEndsBeforeItStarts }
        guard episode.period.contains(window) else { throw .windowOutsideEpisode(episode.period) }
        guard now < window.end else { throw .windowOver(window.end) }
        try requireAllowed(plan.price, floor: listing.floor)
        try requireAllowed(plan.allotment, perBuyer: plan.perBuyer, unit: listing.floor.per.unit)
        let slot = OfferSlot(
            id: plan.id, episodeID: episode.id, listingID: listing.id, productID: listing.productID,
            price: plan.price, allotment: plan.allotment, perBuyer: plan.perBuyer, window: window,
            state: .asked, stock: SlotStock(), registeredPermille: 0)
        return (slot, [.scheduled(at: now)])
    }

    private static func requireAllowed(_ price: Price, floor: Price) throws(OfferSlotRefusal) {
        guard price.per == floor.per else { throw .otherPriceBasis(floor.per) }
        guard price.fen >= floor.fen else { throw .belowFloor(floor) }
    }

    private static func requireAllowed(
        _ allotment: Quantity,
        perBuyer: Quantity?,
        unit: QuantityUnit
    ) throws(OfferSlotRefusal) {
        guard allotment.unit == unit else { throw .otherUnit(unit) }
        guard allotment.amount > 0 else { throw .allotmentNotPositive }
        guard let perBuyer else { return }
        guard perBuyer.unit == unit else { throw .otherUnit(unit) }
        guard (1...allotment.amount).contains(perBuyer.amount) else { throw .perBuyerOutOfRange }
    }
}
