public import Vocabulary

extension OfferSlot {
    /// asked → ready; ready, open → the same with less stock, or closed if none of it is left.
    /// - Parameters:
    ///   - total: all that is set aside for the slot, orders' part of it included.
    ///   - registeredPermille: how much of it comes from registered households, in thousandths.
    public mutating func recordSetAside(
        _ total: Quantity,
        registeredPermille: Int32,
        at now: Instant
    ) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        try require([.asked, .ready, .open], for: .recordSetAside)
        guard total.unit == allotment.unit else { throw .otherUnit(allotment.unit) }
        guard total.amount <= allotment.amount else { throw .setAsideAboveAllotment(allotment) }
        self.registeredPermille = registeredPermille
        stock.setAside = total.amount
        guard total.amount > 0 else { return [end(.quarantine, at: now)] }
        if state == .asked { state = .ready }
        return [.setAside(stock, at: now)]
    }

    /// asked → refused.
    public mutating func recordSetAsideRefusal(
        _ refusal: SetAsideRefusal,
        at now: Instant
    ) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        try require([.asked], for: .recordSetAsideRefusal)
        state = .refused
        return [.refused(refusal, at: now)]
    }
}
