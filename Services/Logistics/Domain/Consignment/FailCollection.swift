public import Vocabulary

extension Consignment {
    /// FAIL at collection: planned → accepted the first time; planned → failed the second time, or if the goods are
    /// missing or spoiled.
    /// - Parameters:
    ///   - visit: the stop where its run was to load it and did not.
    ///   - nextAttempt: when it is meant to be tried again, if known.
    public mutating func failCollection(
        _ reason: CarriageFailure, at visit: StopVisit, nextAttempt: Instant? = nil
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.planned)
        guard visit.runID == runID else { throw .anotherRun(visit.runID) }
        guard !visit.loaded(id) else { throw .loadedThere(stop: visit.stop) }
        guard visit.notLoaded.contains(id) else { throw .notHandledThere(stop: visit.stop) }
        switch reason {
        case .absent, .goodsMissing, .spoiled, .closed, .road, .vehicle: break
        case .refused, .unclaimed, .lost: throw .failureElsewhere(reason)
        }
        failedCollections += 1
        let areGoodsSound = reason != .goodsMissing && reason != .spoiled
        let isFinal = failedCollections >= Self.collectionAttempts || !areGoodsSound
        state = isFinal ? .failed : .accepted
        runID = nil
        let record = FailureRecord(
            stage: .collect, attempt: failedCollections, isFinal: isFinal, reason: reason,
            // Sound goods stay the producer's, to be sold to another.
            custody: areGoodsSound ? .nobody : .station,
            items: remains(reason == .goodsMissing ? .lost : .atStation), nextAttempt: isFinal ? nil : nextAttempt,
            at: visit.at)
        return [.failed(record)]
    }

    /// How often a collection is tried.
    public static let collectionAttempts: Int32 = 2

    /// What is left of the goods, and where; what a hub has found missing is lost.
    func remains(_ whereabouts: GoodsWhereabouts) -> [FailedItem] {
        items.flatMap { item in
            [(item.carried, whereabouts), (item.missing, GoodsWhereabouts.lost)].filter { $0.0 > 0 }.map {
                FailedItem(
                    allocationID: item.allocationID, lotID: item.lotID, quantity: item.quantity($0.0), goods: $0.1)
            }
        }
    }
}
