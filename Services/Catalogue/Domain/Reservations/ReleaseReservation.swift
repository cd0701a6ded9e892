internal import Vocabulary

extension Reservation {
    /// order.cancelled: held → released. Of a confirmed order it gives back only what no consignment carries, such as
    /// a stay; for goods in a consignment logistics decides the race, and reports it.
    /// - Parameter paths: where the goods go.
    public mutating func release(along paths: ReleasePaths) throws(ReservationRefusal) -> [ReservationFact] {
        try admit(.release)
        let due = allocations.indices.filter {
            switch allocations[$0].stage {
            case .reserved: true
            case .committed: !allocations[$0].isCarried
            case .shipped, .released, .ended: false
            }
        }
        guard !due.isEmpty else { throw .nothingOpen(.release) }
        var released: [ReleasedGoods] = []
        var movements: [StockMovement] = []
        for position in due {
            let open = allocations[position].open
            if open > 0 {
                let (goods, movement) = giveBack(open, at: position, along: paths)
                released.append(goods)
                movements.append(movement)
            }
            allocations[position].seized = 0
            allocations[position].stage = .released
        }
        settle()
        return released.isEmpty ? [] : [.released(.orderCancelled, released), .moved(movements)]
    }
}
