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
    /// temperature.excursion on board: the condemned part is lost; the rest travels on. An allocation of which all is
    /// condemned is ended, since nothing that logistics still carries is told of it any more. What is not known to have
    /// been collected stays where it is in the books until it is.
    public mutating func condemn(_ goods: [CondemnedGoods]) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .condemn)
        var lost: [AllocatedGoods] = []
        for condemned in goods {
            guard let position = positions[condemned.allocationID] else { continue }
            if allocations[position].stage == .committed {
                allocations[position].condemnedAhead += condemned.amount
            } else if let goods = lose(condemned.amount, at: position) {
                lost.append(goods)
            }
        }
        settle()
        return lost.isEmpty ? [] : [.lost(lost)] + moved(lost, by: .lose)
    }

    /// Loses what was condemned of goods that are on their way.
    /// - Returns: nil if nothing of it was open any more.
    mutating func lose(_ condemned: Int64, at position: Int) -> AllocatedGoods? {
        let amount = min(condemned, allocations[position].open)
        guard amount > 0 else { return nil }
        allocations[position].open -= amount
        if allocations[position].open == 0 { allocations[position].stage = .ended }
        return AllocatedGoods(allocations[position], amount)
    }
}
