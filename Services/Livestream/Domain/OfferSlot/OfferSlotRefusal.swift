public import Vocabulary

/// Why a slot's command had no effect.
public enum OfferSlotRefusal: Refusal {
    /// The state table has no such row.
    case notInState(OfferSlotCommand, OfferSlotState)
    /// Slots are proposed for episodes that are scheduled or live.
    case episodeOver(EpisodeState)
    /// The window would end before it begins.
    case windowEndsBeforeItStarts
    /// The window does not lie in the episode's time.
    case windowOutsideEpisode(Period)
    /// The window has passed.
    case windowOver(Instant)
    /// The window has not begun.
    case windowNotBegun(Instant)
    /// Nothing would be on sale.
    case allotmentNotPositive
    /// A buyer could take nothing, or more than there is.
    case perBuyerOutOfRange
    /// Quantities of this product are counted otherwise.
    case otherUnit(QuantityUnit)
    /// The price is asked for another measure than the product's floor.
    case otherPriceBasis(PriceBasis)
    /// The price is below the floor.
    case belowFloor(Price)
    /// The listing is no longer on sale.
    case listingWithdrawn(UUIDv7)
    /// Slots open only while their episode is live.
    case episodeNotLive(EpisodeState)
    /// More is set aside than was asked for.
    case setAsideAboveAllotment(Quantity)
    /// The clock's time has not come.
    case notDue(until: Instant)
}

extension OfferSlotRefusal {
    /// A stable name of the rule.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .episodeOver: "episode-over"
        case .windowEndsBeforeItStarts: "window-ends-before-it-starts"
        case .windowOutsideEpisode: "window-outside-episode"
        case .windowOver: "window-over"
        case .windowNotBegun: "window-not-begun"
        case .allotmentNotPositive: "allotment-not-positive"
        case .perBuyerOutOfRange: "per-buyer-out-of-range"
        case .otherUnit: "other-unit"
        case .otherPriceBasis: "other-price-basis"
        case .belowFloor: "below-floor"
        case .listingWithdrawn: "listing-withdrawn"
        case .episodeNotLive: "episode-not-live"
        case .setAsideAboveAllotment: "set-aside-above-allotment"
        case .notDue: "not-due"
        }
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .notInState(let command, let state):
            "An offer slot that is \(state.rawValue) takes no \(command.rawValue); look at its state first."
        case .episodeOver(let state):
            "The episode is \(state.rawValue); propose the slot for one that is scheduled or live."
        case .windowEndsBeforeItStarts:
            "The window must end after it begins; correct its times."
        case .windowOutsideEpisode(let period):
            "The window must lie within the episode; choose times between \(period.start) and \(period.end)."
        case .windowOver(let instant):
            "The window ended at \(instant); propose another slot."
        case .windowNotBegun(let instant):
            "The window begins at \(instant); wait until then."
        case .allotmentNotPositive:
            "The allotment must be above zero; say how much is on sale."
        case .perBuyerOutOfRange:
            "A buyer's limit must be above zero and within the allotment; correct it or leave it out."
        case .otherUnit(let unit):
            "Quantities of this product are counted in \(unit.rawValue); give them so."
        case .otherPriceBasis(let basis):
            "The product is priced per \(basis.rawValue); give the price so."
        case .belowFloor(let floor):
            "The price is below the floor of \(floor.fen) fen per \(floor.per.rawValue); raise it, or appeal against the floor."
        case .listingWithdrawn(let id):
            "Listing \(id) is no longer on sale; choose another."
        case .episodeNotLive(let state):
            "The episode is \(state.rawValue); its slots open while it is live."
        case .setAsideAboveAllotment(let allotment):
            "Only \(allotment.amount) \(allotment.unit.rawValue) were asked for; set no more aside."
        case .notDue(let instant):
            "The clock's time comes at \(instant); nothing is to be done before."
        }
    }
}
