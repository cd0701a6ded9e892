public import Vocabulary

/// Goods that logistics does not carry after all.
public struct WithdrawnGoods: Sendable, Hashable {
    /// Their allocation.
    public let allocationID: UUIDv7
    /// How much of it, in the lot's unit.
    public let amount: Int64

    /// Makes it of both.
    public init(allocationID: UUIDv7, amount: Int64) {
        self.allocationID = allocationID
        self.amount = amount
    }
}

extension Reservation {
    /// consignment.withdrawn or .refused: goods that were not collected come back, but for what was seized, which was
    /// in quarantine already.
    /// - Parameters:
    ///   - goods: what is not carried.
    ///   - cause: `withdrawn` or `refused`.
    ///   - paths: where the goods go.
    public mutating func withdraw(
        _ goods: [WithdrawnGoods], cause: ReleaseCause, along paths: ReleasePaths,
    ) throws(ReservationRefusal) -> [ReservationFact] {
        let positions = try positions(of: goods.map(\.allocationID), for: .withdraw)
        var released: [ReleasedGoods] = []
        var movements: [StockMovement] = []
        for withdrawn in goods {
            guard let position = positions[withdrawn.allocationID] else { continue }
            let seized = min(withdrawn.amount, allocations[position].seized)
            allocations[position].seized -= seized
            let amount = min(withdrawn.amount - seized, allocations[position].open)
            if amount > 0 {
                let (goods, movement) = giveBack(amount, at: position, along: paths)
                released.append(goods)
                movements.append(movement)
            }
            if allocations[position].open == 0, allocations[position].seized == 0 {
                allocations[position].stage = .released
            }
        }
        settle()
        return released.isEmpty ? [] : [.released(cause, released), .moved(movements)]
    }
}
