public import Vocabulary

extension Order {
    /// `consignment.withdrawn`: refunds what logistics could hold back.
    /// - Parameters:
    ///   - items: what was held back.
    ///   - consignment: what it was in.
    ///   - now: the time.
    public mutating func recordWithdrawal(
        of items: [AllocatedQuantity], from consignment: UUIDv7, at now: Instant
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordWithdrawal)
        let parts = try resolve(items, in: consignment)
        // The buyer may have cancelled after a part was revoked: each part is refunded for its own reason.
        let revoked = parts.filter { self[$0.place].outcome.isRevoked }
        let unwanted = parts.filter { !self[$0.place].outcome.isRevoked }
        let reductions = [
            giveBack(revoked, as: \.withdrawn, because: .revoked),
            giveBack(unwanted, as: \.withdrawn, because: .buyer),
        ].compactMap { $0 }
        return conclude(reductions, or: unwanted.isEmpty ? .revoked : .buyer, at: now)
    }

    /// `consignment.refused`: refunds what logistics cannot carry.
    /// - Parameters:
    ///   - items: all that was in the consignment.
    ///   - consignment: what logistics refused.
    ///   - now: the time.
    public mutating func recordRefusal(
        of items: [AllocatedQuantity], from consignment: UUIDv7, at now: Instant
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordRefusal)
        let parts = try resolve(items, in: consignment)
        let reduction = giveBack(parts, as: \.failed, because: .deliveryFailed)
        return conclude(reduction.map { [$0] } ?? [], at: now)
    }
}

extension AllocationOutcome {
    /// Whether logistics was asked to hold it back because its lot may not be sold.
    fileprivate var isRevoked: Bool {
        switch withdrawalAsked {
        case .stockRevoked, .recall: true
        case .buyer, nil: false
        }
    }
}
