import Vocabulary

extension Order {
    /// Ends quantities that will not reach the buyer, and tells what that gives back.
    ///
    /// Another service may have ended some of them first, so no more than what is still open is taken.
    /// - Parameters:
    ///   - ending: what they are counted as.
    ///   - cause: what the buyer is told.
    /// - Returns: nil if nothing was left to end.
    mutating func giveBack(
        _ parts: [PartQuantity], as ending: WritableKeyPath<AllocationOutcome, Int64>, because cause: Reduction.Cause
    ) -> Reduction? {
        let refundedBefore = refunded
        var items: [AffectedItem] = []
        for part in parts {
            let allocation = self[part.place]
            let taken = min(part.amount, allocation.open)
            guard taken > 0 else { continue }
            self[part.place].outcome[keyPath: ending] += taken
            items.append(
                AffectedItem(
                    line: line(at: part.place).number, allocation: allocation.id,
                    lot: allocation.lot, quantity: Quantity(taken, allocation.quantity.unit)))
        }
        guard !items.isEmpty else { return nil }
        return Reduction(cause: cause, items: items, refund: refunded - refundedBefore)
    }

    /// Tells what was given back, and ends the order if nothing of it is on its way any more.
    /// - Parameter reason: why it is cancelled if nothing was delivered at all.
    mutating func conclude(
        _ reductions: [Reduction], or reason: CancellationReason = .deliveryFailed, at now: Instant
    ) -> [OrderFact] {
        guard hasEndedGoods else { return reductions.map { .reduced($0) } }
        guard hasDeliveredGoods else {
            return cancel(because: reason, refund: reductions.reduce(0) { $0 + $1.refund }, at: now)
        }
        state = .completed
        return reductions.map { .reduced($0) } + [.completed(completion(at: now))]
    }

    private func completion(at now: Instant) -> Completion {
        let lines = (reservation?.lines ?? []).map { line in
            Completion.Line(
                number: line.number, product: line.product, delivered: line.delivered, amount: line.finalAmount)
        }
        return Completion(
            completedAt: now, gross: paid, refunded: refunded, toRegistered: owedToRegistered, lines: lines)
    }
}
