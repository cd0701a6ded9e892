public import Vocabulary

extension OfferSlot {
    /// Counts what orders did to the stock: open → open, or sold out once all that is set aside is committed. In any other
    /// state only the numbers change.
    /// - Parameters:
    ///   - movements: what catalogue told, in whatever order it came.
    ///   - orders: the part in this slot of each order moved, by order; changed in place. One that is missing is new.
    public mutating func count(
        _ movements: [SlotMovement],
        of orders: inout [UUIDv7: SlotOrder],
        at now: Instant
    ) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        let unit = allotment.unit
        guard movements.allSatisfy({ $0.allocations.allSatisfy { $0.quantity.unit == unit } }) else {
            throw .otherUnit(unit)
        }
        let before = stock
        for movement in movements {
            orders[movement.orderID, default: SlotOrder(orderID: movement.orderID)].count(movement, in: &stock)
        }
        guard stock != before else { return [] }
        return [.counted(stock)] + sellOutIfAllIsCommitted(at: now)
    }

    mutating func sellOutIfAllIsCommitted(at now: Instant) -> [OfferSlotFact] {
        guard state == .open, stock.isSoldOut else { return [] }
        state = .soldOut
        return [.soldOut(at: now)]
    }
}
