public import Vocabulary

extension Lot {
    /// RECALL of it or of a lot in its graph: any, closed too → recalled.
    ///
    /// All that still lies at the station is held back, and the orders that it was promised or sold to are told.
    /// - Parameters:
    ///   - recallID: the recall, the same for every lot in its closure.
    ///   - closure: the recalled lot with all that was made of it.
    ///   - reason: a code.
    ///   - holdings: who has a claim on the lot's goods.
    public mutating func recall(
        _ recallID: UUIDv7, closure: [UUIDv7], reason: String, holdings: LotHoldings,
    ) throws(LotRefusal) -> [LotFact] {
        try admit(.recall)
        guard closure.contains(id) else { throw .outsideClosure }
        let seizure = try seize(upTo: .max, from: holdings)
        state = .recalled
        return [.recalled(recallID: recallID, closure: closure, reason: reason)] + seizure.facts(cause: .recall)
    }
}
