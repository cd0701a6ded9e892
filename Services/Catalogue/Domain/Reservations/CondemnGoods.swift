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
    /// condemned is ended, since nothing that logistics still carries is told of it any more.
    public mutating func condemn(_ goods: [CondemnedGoods]) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .condemn)
        var lost: [AllocatedGoods] = []
        for condemned in goods {
            guard let position = positions[condemned.allocationID] else { continue }
            let amount = min(condemned.amount, allocations[position].open)
            guard amount > 0 else { continue }
            allocations[position].open -= amount
            if allocations[position].open == 0 { allocations[position].stage = .ended }
            lost.append(AllocatedGoods(allocations[position], amount))
        }
        settle()
        return lost.isEmpty ? [] : [.lost(lost)] + moved(lost, by: .lose)
    }
}
