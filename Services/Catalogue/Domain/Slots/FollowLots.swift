internal import Vocabulary

extension SlotStock {
    /// Follows what orders and lots moved into and out of what is kept for it. It says so if a lot lost some of that
    /// for good, since the slot then sells less.
    /// - Parameter movements: any movements; those that are not for this offer are passed over.
    public mutating func follow(_ movements: some Sequence<StockMovement>) -> [SlotStockFact] {
        var lost: Int64 = 0
        for moved in movements where moved.offerID == offerID {
            switch moved.movement {
            case .reserveFromSlot:
                change(moved.lotID, by: -moved.amount)
            case .releaseToSlot, .withdrawToSlot:
                change(moved.lotID, by: moved.amount)
            case .quarantineSetAside, .expireSetAside:
                change(moved.lotID, by: -moved.amount)
                lost += moved.amount
            default:
                // The slot's own commands made these, or they do not touch what is set aside.
                continue
            }
        }
        guard lost > 0 else { return [] }
        total -= lost
        return [.setAside(total: Quantity(total, terms.allotment.unit))]
    }

    private mutating func change(_ lotID: UUIDv7, by amount: Int64) {
        if let index = shares.firstIndex(where: { $0.lotID == lotID }) {
            shares[index].amount += amount
        } else {
            shares.append(Share(lotID: lotID, amount: amount))
        }
        shares.removeAll { $0.amount == 0 }
    }
}
