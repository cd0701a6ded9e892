public import Vocabulary

extension Lot {
    /// Goods that were sold lie at a station again: any → quarantined, for that quantity, until they are inspected. A
    /// claim was closed as returned and they were weighed in, or a consignment failed while they were sound.
    ///
    /// A closed lot opens again by it, since there are goods to inspect; a listed one stays listed, and a recalled
    /// one recalled.
    /// - Parameters:
    ///   - amount: how much, in the lot's unit.
    ///   - cause: `claim`, or `inspection` where a consignment failed.
    ///   - causeID: the claim or the consignment.
    public mutating func bringBack(
        _ amount: Int64, cause: QuarantineCause, causeID: UUIDv7,
    ) throws(LotRefusal) -> [LotFact] {
        try admit(.bringBack)
        let moved = try move(amount, by: .bringBack)
        if state == .closed { state = .quarantined }
        return [
            .quarantined(cause: cause, causeID: causeID, QuarantinedGoods(committed: amount)),
            .moved([moved]),
        ]
    }
}
