public import Vocabulary

extension Lot {
    /// INSPECT what is held back. Sound goods are on sale again, unless their last day is over; unfit ones are lost,
    /// or go back to a producer who has another use for them.
    ///
    /// Goods of a lot that was never on sale have only passed by it: they still need a certificate to be listed.
    /// - Parameters:
    ///   - inspection: who found what.
    ///   - amount: how much of what is held back was inspected.
    ///   - now: when.
    public mutating func inspectAgain(
        _ inspection: Inspection, of amount: Int64, at now: Instant,
    ) throws(LotRefusal) -> [LotFact] {
        try admit(.inspectAgain)
        guard stock[.quarantined] > 0 else { throw .nothingThere }
        guard inspection.inspectorID != producer.id else { throw .inspectedByProducer }
        switch inspection.verdict {
        case .passed:
            guard !isExpired(at: now) else { throw .expired(origin.expiresOn) }
            let moved = try move(amount, by: .clear)
            state = wasListed ? .listed : .passed
            inspectionID = inspection.id
            return [.released(inspectionID: inspection.id, amount: amount), .moved([moved])]
        case .failed(let fitForOtherUse):
            let goesBack = fitForOtherUse && title == .consigned
            let moved = try move(amount, by: goesBack ? .rejectToProducer : .reject)
            let facts = [LotFact.rejected(inspectionID: inspection.id, amount: amount), .moved([moved])]
            return facts + settleAfterRejection(lost: goesBack ? 0 : amount)
        }
    }

    /// Closes a lot of which nothing else is left. What else there is stays on sale once the last of the quarantine
    /// is gone.
    private mutating func settleAfterRejection(lost: Int64) -> [LotFact] {
        guard state != .closed else { return [] }
        if isEmpty {
            state = .closed
            return [.closed(.rejected, lost: lost)]
        }
        if state == .quarantined, stock[.quarantined] == 0 {
            state = wasListed ? .listed : .passed
        }
        return []
    }
}
