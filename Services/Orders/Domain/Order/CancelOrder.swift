public import Vocabulary

extension Order {
    /// CANCEL by the buyer: ends an unpaid order. Once paid, logistics is asked, which alone knows what is collected.
    /// - Parameter now: the time.
    public mutating func cancel(at now: Instant) throws(OrderRefusal) -> [OrderFact] {
        try admit(.cancel)
        guard state == .confirmed else { return cancel(because: .buyer, at: now) }
        return [try requestWithdrawal(of: nil, because: .buyer)]
    }

    /// `stock.revoked`: ends an unpaid order, since its stock is gone. Once paid, the revoked part is held back.
    /// - Parameters:
    ///   - revoked: the parts whose lots were quarantined, recalled or have expired.
    ///   - cause: which of these.
    ///   - now: the time.
    public mutating func revoke(
        _ revoked: Set<UUIDv7>, because cause: WithdrawalCause, at now: Instant
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.revoke)
        if let stranger = revoked.subtracting(allocations.map(\.id)).min() { throw .unknownAllocation(stranger) }
        guard confirmedAt != nil else { return cancel(because: .revoked, at: now) }
        return [try requestWithdrawal(of: revoked, because: cause)]
    }

    /// Asks logistics to hold back what is not collected and was not asked for before.
    /// - Parameter wanted: only these parts; nil for all.
    private mutating func requestWithdrawal(
        of wanted: Set<UUIDv7>?, because cause: WithdrawalCause
    ) throws(OrderRefusal) -> OrderFact {
        let waiting = consignments.filter { $0.collectedAt == nil }
        let items = waiting.flatMap { consignment in
            consignment.allocations.compactMap { id -> WithdrawalItem? in
                guard wanted?.contains(id) ?? true, let place = try? place(of: id) else { return nil }
                let allocation = self[place]
                guard allocation.open > 0, allocation.outcome.withdrawalAsked == nil else { return nil }
                return WithdrawalItem(
                    consignment: consignment.id, allocation: id,
                    quantity: Quantity(allocation.open, allocation.quantity.unit))
            }
        }
        guard !items.isEmpty else { throw .nothingToWithdraw }
        for item in items { self[try place(of: item.allocation)].outcome.withdrawalAsked = cause }
        return .withdrawalRequested(cause: cause, items: items)
    }

    /// Ends the order without anything delivered.
    /// - Parameter refund: what goes back beyond earlier reductions, in fen.
    mutating func cancel(because reason: CancellationReason, refund: Fen = 0, at now: Instant) -> [OrderFact] {
        state = .cancelled
        cancellation = reason
        return strikeDeadlines() + [.cancelled(Cancellation(reason: reason, cancelledAt: now, refund: refund))]
    }
}
