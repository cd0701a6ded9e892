extension Lot {
    /// Closes a listed lot of which nothing is left to sell, to inspect or to ship.
    /// - Parameter uncollected: how much of what is committed still lies at the station, in the lot's unit.
    public mutating func closeExhausted(uncollected: Int64) throws(LotRefusal) -> [LotFact] {
        try admit(.closeExhausted)
        guard isSoldOut, uncollected == 0 else { throw .notExhausted }
        state = .closed
        return [.closed(.exhausted, lost: 0)]
    }
}

extension Lot {
    /// Whether nothing of it is anywhere any more, neither here nor with buyers.
    var isEmpty: Bool { stock.amount(in: .available, .setAside, .reserved, .committed, .quarantined) == 0 }

    /// Closes what is empty. A lot of which some was sold closes as exhausted once all of that is shipped.
    mutating func closeIfEmpty(as closure: LotClosure) -> [LotFact] {
        guard isEmpty else { return [] }
        state = .closed
        return [.closed(closure, lost: 0)]
    }
}
