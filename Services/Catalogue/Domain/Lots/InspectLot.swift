internal import Vocabulary

extension Lot {
    /// INSPECT what was just received: received → passed, or → quarantined if it failed.
    public mutating func inspect(_ inspection: Inspection) throws(LotRefusal) -> [LotFact] {
        try admit(.inspect)
        guard inspection.inspectorID != producer.id else { throw .inspectedByProducer }
        switch inspection.verdict {
        case .passed:
            state = .passed
            inspectionID = inspection.id
            return [.passed(inspectionID: inspection.id)]
        case .failed:
            let amount = stock[.available]
            let moved = try move(amount, by: .quarantineAvailable)
            state = .quarantined
            return [
                .quarantined(cause: .inspection, causeID: inspection.id, QuarantinedGoods(available: amount)),
                .moved([moved]),
            ]
        }
    }
}
