internal import Vocabulary

extension Reservation {
    /// order.confirmed: held → committed, but for what was revoked meanwhile.
    public mutating func commit() throws(ReservationRefusal) -> [ReservationFact] {
        try admit(.commit)
        var sold: [AllocatedGoods] = []
        for position in allocations.indices {
            allocations[position].stage = .committed
            let allocation = allocations[position]
            if allocation.open > 0 { sold.append(AllocatedGoods(allocation, allocation.open)) }
        }
        state = .committed
        return [.committed(sold)] + moved(sold, by: .commit)
    }
}

extension Reservation {
    /// A consignment was heard of before the confirmation that it followed, as two aggregates' events may come: held →
    /// committed, since nothing is carried of an order that is not confirmed. Otherwise nothing is to be done.
    public mutating func commitForConsignment() throws(ReservationRefusal) -> [ReservationFact] {
        state == .held ? try commit() : []
    }
}
