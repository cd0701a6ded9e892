public import Vocabulary

extension Run {
    /// TRANSFER, at the vehicle that gives: goods leave for another. An interrupted run that has nothing left on board
    /// is over: interrupted → ended.
    public mutating func handOver(_ consignments: [UUIDv7], at now: Instant) throws(RunRefusal) -> [RunFact] {
        guard state == .underWay || state == .interrupted else { throw .notInState(state) }
        let aboard = onBoard
        for id in consignments where aboard[id] == nil { throw .notOnBoard(id) }
        record(GoodsMovement(at: now, on: [], off: consignments))
        for index in stops.indices where stops[index].isOpen {
            stops[index].unloads.removeAll { consignments.contains($0) }
        }
        var facts: [RunFact] = consignments.isEmpty ? [] : [.handedOver(consignments)]
        guard state == .interrupted, onBoard.isEmpty else { return facts }
        let abandoned = awaited
        if !abandoned.isEmpty { facts.append(.released(abandoned)) }
        return facts + complete(at: now)
    }

    /// TRANSFER, at the vehicle that takes: under way → under way. A new plan must find the goods a stop.
    public mutating func takeOver(_ goods: [Loading], at now: Instant) throws(RunRefusal) -> [RunFact] {
        guard state == .underWay else { throw .notInState(state) }
        record(GoodsMovement(at: now, on: goods, off: []))
        return [.tookOver(goods.map(\.consignmentID))]
    }
}
