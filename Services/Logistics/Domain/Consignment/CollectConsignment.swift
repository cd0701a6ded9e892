public import Vocabulary

/// What a driver collected of one allocation.
public struct Collected: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// How much, in the unit ordered.
    public let amount: Int64
    /// What it weighs, in grams.
    public let weightGrams: Int64
    /// Why it is less than ordered; nil if it is not.
    public let shortReason: ShortReason?

    /// Makes one.
    public init(allocationID: UUIDv7, amount: Int64, weightGrams: Int64, shortReason: ShortReason? = nil) {
        self.allocationID = allocationID
        self.amount = amount
        self.weightGrams = weightGrams
        self.shortReason = shortReason
    }
}

extension Consignment {
    /// COLLECT: planned → on board.
    /// - Parameters:
    ///   - goods: what was collected, of each allocation that is due.
    ///   - visit: the stop where its run has loaded it.
    ///   - proof: the digest of the photograph.
    public mutating func collect(
        _ goods: [Collected], at visit: StopVisit, proof: ContentDigest
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.planned)
        try requireLoaded(at: visit)
        guard visit.placeID == siteID else { throw .wrongPlace(visit.placeID) }
        let collected = try byAllocation(goods, \.allocationID)
        var records: [CollectedItem] = []
        for item in items {
            guard let goods = collected[item.allocationID] else {
                if item.due > 0 { throw .itemMissing(item.allocationID) }
                continue
            }
            guard (0...item.due).contains(goods.amount), goods.weightGrams >= 0
            else { throw .amountOutOfRange(item.allocationID) }
            if item.due == 0 { continue }
            let isShort = goods.amount < item.due
            if isShort && goods.shortReason == nil { throw .reasonMissing(item.allocationID) }
            if !isShort && goods.shortReason != nil { throw .reasonUnexpected(item.allocationID) }
            records.append(
                CollectedItem(
                    allocationID: item.allocationID, lotID: item.lotID, ordered: item.quantity(item.due),
                    collected: item.quantity(goods.amount), weightGrams: goods.weightGrams,
                    shortReason: goods.shortReason))
        }
        guard records.contains(where: { $0.collected.amount > 0 }) else { throw .nothingCollected }
        for index in items.indices {
            items[index].collected = collected[items[index].allocationID]?.amount ?? 0
        }
        state = .onBoard
        collectedAt = visit.at
        return [
            .collected(
                CollectionRecord(
                    runID: visit.runID, siteID: visit.placeID, at: visit.at, items: records, proof: proof))
        ]
    }

    /// Demands that a stop of its own run has loaded it.
    func requireLoaded(at visit: StopVisit) throws(ConsignmentRefusal) {
        guard visit.runID == runID else { throw .anotherRun(visit.runID) }
        guard visit.loaded(id) else { throw .notLoadedThere(stop: visit.stop) }
    }

    /// Statements by allocation; each must be of this consignment, and each once.
    func byAllocation<Statement>(
        _ statements: [Statement], _ allocation: (Statement) -> UUIDv7
    ) throws(ConsignmentRefusal) -> [UUIDv7: Statement] {
        let known = Set(items.map(\.allocationID))
        var byAllocation: [UUIDv7: Statement] = [:]
        for statement in statements {
            let id = allocation(statement)
            guard known.contains(id), byAllocation.updateValue(statement, forKey: id) == nil
            else { throw .unknownItem(id) }
        }
        return byAllocation
    }
}
