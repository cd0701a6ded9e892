internal import CatalogueDomain
internal import CatalogueEvents
internal import Vocabulary

extension StockSetAside {
    /// How much is kept for an offer.
    init(_ slot: SlotStock, total: Quantity) {
        self.init(
            offerID: slot.offerID, productID: slot.terms.productID, quantity: total,
            registeredShare: slot.registeredPermille)
    }
}

extension StockSetAsideRefused {
    /// Why nothing is kept for an offer.
    init(_ slot: SlotStock, _ reason: SetAsideRefusalReason, available: Quantity) {
        self.init(offerID: slot.offerID, reason: Reason(reason), available: available)
    }
}

extension StockSetAsideRefused.Reason {
    fileprivate init(_ reason: SetAsideRefusalReason) {
        self =
            switch reason {
            case .short: .short
            case .belowFloor: .belowFloor
            case .notListed: .notListed
            }
    }
}
