public import Vocabulary

extension Lot {
    /// QUARANTINE, or temperature.excursion in store: listed → quarantined if nothing is left to sell; else the rest
    /// stays listed.
    ///
    /// Goods that were exposed may have left since, so that no more is taken than is there.
    /// - Parameters:
    ///   - amount: how much is suspect, in the lot's unit.
    ///   - cause: why.
    ///   - causeID: the inspection, excursion or claim that says so.
    ///   - holdings: who has a claim on the lot's goods.
    public mutating func quarantine(
        _ amount: Int64, cause: QuarantineCause, causeID: UUIDv7, holdings: LotHoldings,
    ) throws(LotRefusal) -> [LotFact] {
        try admit(.quarantine)
        guard amount > 0 else { throw .quantityNotPositive }
        let seizure = try seize(upTo: amount, from: holdings)
        guard seizure.goods.total > 0 else { throw .nothingThere }
        if stock.amount(in: .available, .setAside, .reserved) == 0 {
            state = .quarantined
        }
        return [.quarantined(cause: cause, causeID: causeID, seizure.goods)]
            + seizure.facts(cause: .quarantine)
    }
}

extension Seizure {
    /// What it means to orders and to the stock.
    func facts(cause: RevocationCause) -> [LotFact] {
        var facts: [LotFact] = []
        if !revocations.isEmpty { facts.append(.revoked(cause: cause, revocations)) }
        if !movements.isEmpty { facts.append(.moved(movements)) }
        return facts
    }
}
