public import Vocabulary

/// Goods that an excursion spoiled on board.
public struct CondemnedGoods: Sendable, Hashable {
    /// Their allocation.
    public let allocationID: UUIDv7
    /// How much was exposed beyond what it allows, in the lot's unit.
    public let amount: Int64

    /// Makes it of both.
    public init(allocationID: UUIDv7, amount: Int64) {
        self.allocationID = allocationID
        self.amount = amount
    }
}

extension Reservation {
    /// temperature.excursion on board: the condemned part is lost; the rest travels on.
    ///
    /// If all of it is condemned the consignment fails as well, and finds nothing left to move.
    public mutating func condemn(_ goods: [CondemnedGoods]) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .condemn)
        var lost: [AllocatedGoods] = []
        for condemned in goods {
            guard let position = positions[condemned.allocationID] else { continue }
            let amount = min(condemned.amount, allocations[position].open)
            guard amount > 0 else { continue }
            allocations[position].open -= amount
            lost.append(AllocatedGoods(allocations[position], amount))
        }
        return lost.isEmpty ? [] : [.lost(lost)] + moved(lost, by: .lose)
    }
}
