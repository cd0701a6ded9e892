public import Vocabulary

/// Why less was collected than was ordered.
public enum ShortReason: String, Sendable, Hashable, CaseIterable {
    /// They were not there.
    case absent
    /// They were spoiled.
    case spoiled
    /// They weighed less than when they were weighed in.
    case underweight
}

/// Goods that a driver took on board.
public struct CollectedGoods: Sendable, Hashable {
    /// Their allocation.
    public let allocationID: UUIDv7
    /// How much was taken, in the lot's unit.
    public let amount: Int64
    /// Why it was less than ordered; without a reason the rest is sound and stays at the station.
    public let shortReason: ShortReason?

    /// Makes it of its parts.
    public init(allocationID: UUIDv7, amount: Int64, shortReason: ShortReason?) {
        self.allocationID = allocationID
        self.amount = amount
        self.shortReason = shortReason
    }
}

extension Reservation {
    /// consignment.collected: committed → shipped. What is short is lost, or stays on sale at the station unless its lot
    /// is closed. An allocation of which nothing was taken has no way to go: it is over.
    ///
    /// Goods seized before they were collected are in quarantine by the books; a driver who took them all the same
    /// moves nothing.
    /// - Parameters:
    ///   - goods: what was taken on board.
    ///   - paths: where goods go that were left behind.
    public mutating func collect(
        _ goods: [CollectedGoods], along paths: ReleasePaths,
    ) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .collect)
        var shipped: [AllocatedGoods] = []
        var lost: [AllocatedGoods] = []
        var condemned: [AllocatedGoods] = []
        var leftBehind: [ReleasedGoods] = []
        var movements: [StockMovement] = []
        for collected in goods {
            guard let position = positions[collected.allocationID] else { continue }
            let allocation = allocations[position]
            let short = max(0, allocation.open - collected.amount)
            if short > 0, collected.shortReason == nil {
                let (goods, movement) = leaveBehind(short, at: position, along: paths)
                leftBehind.append(goods)
                movements.append(movement)
            } else if short > 0 {
                lost.append(AllocatedGoods(allocation, short))
                allocations[position].open -= short
            }
            allocations[position].seized = 0
            allocations[position].stage =
                collected.amount > 0 ? .shipped : collected.shortReason == nil ? .released : .ended
            guard collected.amount > 0 else { continue }
            shipped.append(AllocatedGoods(allocation, collected.amount))
            if let goods = lose(allocation.condemnedAhead, at: position) { condemned.append(goods) }
            allocations[position].condemnedAhead = 0
        }
        settle()
        var facts: [ReservationFact] = shipped.isEmpty ? [] : [.shipped(shipped)]
        if !(lost + condemned).isEmpty { facts.append(.lost(lost + condemned)) }
        if !leftBehind.isEmpty { facts += [.released(.leftBehind, leftBehind), .moved(movements)] }
        return facts + moved(lost, by: .fallShort) + moved(condemned, by: .lose)
    }
}
