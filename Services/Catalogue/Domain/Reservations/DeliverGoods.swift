public import Vocabulary

/// Goods that reached their buyer.
public struct DeliveredGoods: Sendable, Hashable {
    /// Their allocation.
    public let allocationID: UUIDv7
    /// How much the buyer accepted, in the lot's unit.
    public let amount: Int64

    /// Makes it of both.
    public init(allocationID: UUIDv7, amount: Int64) {
        self.allocationID = allocationID
        self.amount = amount
    }
}

extension Reservation {
    /// consignment.delivered: what was accepted stays committed for good; the rest of the allocation, refused or
    /// condemned on the way, is lost. It is ended when all its goods are.
    public mutating func deliver(_ goods: [DeliveredGoods]) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .deliver)
        var delivered: [AllocatedGoods] = []
        var lost: [AllocatedGoods] = []
        for arrived in goods {
            guard let position = positions[arrived.allocationID] else { continue }
            let allocation = allocations[position]
            let missing = max(0, allocation.open - arrived.amount)
            if missing > 0 { lost.append(AllocatedGoods(allocation, missing)) }
            if arrived.amount > 0 { delivered.append(AllocatedGoods(allocation, arrived.amount)) }
            allocations[position].delivered = allocation.open - missing
            allocations[position].open = 0
            allocations[position].stage = .ended
        }
        settle()
        var facts: [ReservationFact] = [.delivered(delivered)]
        if !lost.isEmpty { facts.append(.lost(lost)) }
        return facts + moved(lost, by: .lose)
    }
}
