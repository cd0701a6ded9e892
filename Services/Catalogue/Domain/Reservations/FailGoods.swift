public import Vocabulary

/// Goods that will not be delivered.
public struct FailedGoods: Sendable, Hashable {
    /// Their allocation.
    public let allocationID: UUIDv7
    /// How much of them lies at a station and is sound, as far as logistics can tell, in the lot's unit.
    public let soundAtStation: Int64

    /// Makes it of both.
    public init(allocationID: UUIDv7, soundAtStation: Int64) {
        self.allocationID = allocationID
        self.soundAtStation = soundAtStation
    }
}

extension Reservation {
    /// consignment.failed, final: committed, shipped → ended. Sound goods at a station are on sale again only by an
    /// inspection: their lot holds them back by ``Lot/bringBack(_:cause:causeID:)``, which moves them. All others are
    /// lost.
    public mutating func fail(_ goods: [FailedGoods]) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .fail)
        var lost: [AllocatedGoods] = []
        var broughtBack: [AllocatedGoods] = []
        for failed in goods {
            guard let position = positions[failed.allocationID] else { continue }
            let allocation = allocations[position]
            let sound = min(allocation.open, failed.soundAtStation)
            if sound > 0 { broughtBack.append(AllocatedGoods(allocation, sound)) }
            if sound < allocation.open { lost.append(AllocatedGoods(allocation, allocation.open - sound)) }
            allocations[position].open = 0
            allocations[position].seized = 0
            allocations[position].stage = .ended
        }
        settle()
        var facts: [ReservationFact] = []
        if !lost.isEmpty { facts.append(.lost(lost)) }
        if !broughtBack.isEmpty { facts.append(.broughtBack(broughtBack)) }
        return facts + moved(lost, by: .lose)
    }
}
