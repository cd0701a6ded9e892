public import Vocabulary

extension Order {
    /// `temperature.excursion`: refunds what was exposed for longer than it bears, and has custody pay the producer.
    ///
    /// It condemns only the exposed quantity. The claim that it opens besides, whatever the order's state, is
    /// ``Claim/openAfterExcursion(_:of:items:evidence:at:)``.
    /// - Parameters:
    ///   - items: what of this order was exposed for too long.
    ///   - custody: who held it.
    ///   - now: the time.
    ///   - settlement: an id for the settlement of what custody owes.
    ///   - terms: the shares in force.
    public mutating func recordExcursion(
        of items: [AllocatedQuantity], custody: Custody, at now: Instant, settlement: UUIDv7, terms: SaleTerms
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordExcursion)
        let parts = try resolve(items)
        let posting = SettlementPosting(
            id: settlement, consignment: onlyConsignment(of: items.map(\.allocation)), postedAt: now, terms: terms)
        let loss = settleLoss(of: parts, custody: custody, posting: posting)
        let reduction = giveBack(parts, as: \.condemned, because: .excursion)
        return loss + conclude(reduction.map { [$0] } ?? [], at: now)
    }
}
