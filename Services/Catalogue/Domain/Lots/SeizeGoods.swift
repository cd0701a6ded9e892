internal import Vocabulary

/// Goods taken out of a lot's stock into quarantine, and the orders that lost them.
struct Seizure {
    var goods = QuarantinedGoods()
    var movements: [StockMovement] = []
    var revocations: [Revocation] = []
}

extension Lot {
    /// Takes up to an amount into quarantine from what lies at the station, so that the fewest buyers are hurt: first
    /// what is on sale, then what is kept for offers, then what is promised, then what is sold. Among orders the last
    /// served lose first.
    mutating func seize(upTo amount: Int64, from holdings: LotHoldings) throws(LotRefusal) -> Seizure {
        var lot = self
        var rest = amount
        var seizure = Seizure()
        seizure.goods.available = min(rest, stock[.available])
        if seizure.goods.available > 0 {
            rest -= seizure.goods.available
            seizure.movements.append(try lot.move(seizure.goods.available, by: .quarantineAvailable))
        }
        for slot in holdings.slots where rest > 0 {
            let taken = min(rest, slot.amount)
            rest -= taken
            seizure.goods.setAside += taken
            seizure.movements.append(try lot.move(taken, by: .quarantineSetAside, for: slot.offerID))
        }
        for order in holdings.orders(in: .reserved) where rest > 0 {
            let taken = try lot.seize(upTo: rest, from: order, by: .quarantineReserved, into: &seizure)
            rest -= taken
            seizure.goods.reserved += taken
        }
        for order in holdings.orders(in: .committed) where rest > 0 {
            let taken = try lot.seize(upTo: rest, from: order, by: .quarantineCommitted, into: &seizure)
            rest -= taken
            seizure.goods.committed += taken
        }
        self = lot
        return seizure
    }

    private mutating func seize(
        upTo amount: Int64, from order: LotHoldings.Order, by movement: LotMovement, into seizure: inout Seizure,
    ) throws(LotRefusal) -> Int64 {
        let allocation = order.allocation
        let taken = min(amount, allocation.open)
        seizure.movements.append(try move(taken, by: movement))
        seizure.revocations.append(
            Revocation(
                orderID: order.orderID, allocationID: allocation.id, offerID: allocation.offerID, amount: taken,
                isSeized: true))
        return taken
    }
}
