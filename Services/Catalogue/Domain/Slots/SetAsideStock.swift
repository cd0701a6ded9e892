public import Vocabulary

/// Why an allotment could not be set aside.
public enum SetAsideRefusalReason: String, Sendable, Hashable, CaseIterable {
    /// There is not enough of it.
    case short
    /// Its price is below the floor.
    case belowFloor = "below-floor"
    /// Its listing does not sell it.
    case notListed = "not-listed"
}

/// What an offer gets: its whole allotment, or nothing.
public enum SetAsideAnswer: Sendable, Equatable {
    /// It is set aside.
    case setAside(SlotStock)
    /// It is not; `available` says what there would have been.
    case refused(SlotStock, SetAsideRefusalReason, available: Quantity)

    /// The slot's stock, set aside or refused.
    public var slot: SlotStock {
        switch self {
        case .setAside(let slot), .refused(let slot, _, _): slot
        }
    }
}

/// What some offers get, and what it does to the lots.
public struct SetAsideRound: Sendable, Equatable {
    /// One answer per offer, in the order of the offers.
    public let answers: [SetAsideAnswer]
    /// What is set aside of each lot.
    public let movements: [StockMovement]
    /// Offers below the floor, which were refused.
    public let breaches: [PriceBreach]
}

/// offer.scheduled: ∅ → set aside, or ∅ → refused. An allotment is spread over the lots whose turn it is, just as
/// orders are.
/// - Parameters:
///   - offers: what is to be kept, in the order of their scheduling.
///   - snapshot: what there is. The caller holds the locks of its lots until the movements are stored.
///   - now: when.
///   - newID: makes the ids of breaches.
public func setAsideStock(
    for offers: [SlotTerms], from snapshot: StockSnapshot, at now: Instant, newID: () -> UUIDv7,
) -> SetAsideRound {
    let products = Dictionary(snapshot.products.map { ($0.id, $0) }) { first, _ in first }
    var pools = StockPools(snapshot, at: now)
    var movements: [StockMovement] = []
    var breaches: [PriceBreach] = []
    let answers = offers.map { offer in
        let key = StockPools.Key.product(offer.productID)
        let available = Quantity(pools.remaining(in: key), offer.allotment.unit)
        guard let product = products[offer.productID], product.sells(offer) else {
            return SetAsideAnswer.refused(SlotStock(refused: offer), .notListed, available: available)
        }
        guard !product.floor.isBreached(by: offer.price) else {
            breaches.append(product.breach(by: offer, id: newID(), at: now))
            return .refused(SlotStock(refused: offer), .belowFloor, available: available)
        }
        guard offer.allotment.amount <= available.amount else {
            return .refused(SlotStock(refused: offer), .short, available: available)
        }
        let portions = pools.take(offer.allotment.amount, from: key)
        let shares = portions.map { SlotStock.Share(lotID: pools.lots[$0.lot].lot.id, amount: $0.amount) }
        movements += shares.map { StockMovement(of: $0.lotID, for: offer.offerID, by: .setAside, $0.amount) }
        let registered = portions.filter { pools.lots[$0.lot].known.isRegistered }.reduce(0) { $0 + $1.amount }
        let slot = SlotStock(
            terms: offer, state: .setAside, total: offer.allotment.amount,
            registeredPermille: registered * 1000 / offer.allotment.amount, shares: shares, closedAt: nil)
        return .setAside(slot)
    }
    return SetAsideRound(answers: answers, movements: movements.summed(), breaches: breaches)
}

extension SlotStock {
    fileprivate init(refused terms: SlotTerms) {
        self.init(terms: terms, state: .refused, total: 0, registeredPermille: 0, shares: [], closedAt: nil)
    }
}

extension Product {
    /// Whether one of its listings is open for the whole window, and the offer is in the product's unit.
    fileprivate func sells(_ offer: SlotTerms) -> Bool {
        state == .published && offer.allotment.amount > 0 && offer.allotment.unit == specification.soldBy
            && offer.price.per == floor.price.per
            && listings.contains {
                $0.id == offer.listingID && $0.isOpen(at: offer.opensAt)
                    && $0.until.map { offer.closesAt <= $0 } ?? true
            }
    }

    fileprivate func breach(by offer: SlotTerms, id: UUIDv7, at now: Instant) -> PriceBreach {
        PriceBreach(
            id: id, productID: self.id, listingID: offer.listingID, offerID: offer.offerID, attempted: offer.price,
            floor: floor.price, action: .refused, at: now)
    }
}
