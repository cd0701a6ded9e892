public import Vocabulary

extension Run {
    /// END: under way → ended, when every stop is served or failed and nothing is left on board.
    /// - Parameter handedIn: what was still on board and is now at the hub.
    public mutating func end(handingIn handedIn: [UUIDv7], at now: Instant) throws(RunRefusal) -> [RunFact] {
        guard state == .underWay else { throw .notInState(state) }
        let open = stops.filter(\.isOpen).map(\.number)
        guard open.isEmpty else { throw .stopsOpen(open) }
        let aboard = onBoard
        for id in handedIn where aboard[id] == nil { throw .notOnBoard(id) }
        let left = Set(aboard.keys).subtracting(handedIn)
        guard left.isEmpty else { throw .goodsOnBoard(left.sorted()) }
        record(GoodsMovement(at: now, on: [], off: handedIn))
        return complete(at: now)
    }

    /// Closes the run and adds up what it came to.
    mutating func complete(at now: Instant) -> [RunFact] {
        state = .ended
        endedAt = now
        let executed = stops.filter { !$0.isOpen }
        return [
            .completed(
                RunTotals(
                    metres: executed.reduce(returnMetres) { $0 + $1.metres }, loadFactor: loadFactor,
                    served: Int32(executed.count { $0.state == .served }),
                    failed: Int32(executed.count { $0.state == .failed })))
        ]
    }
}
