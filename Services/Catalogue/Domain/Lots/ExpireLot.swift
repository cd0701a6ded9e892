public import Vocabulary

extension Lot {
    /// CLOCK, the end of `expires_on` in Asia/Shanghai: received, passed, listed → closed.
    ///
    /// What is on sale, kept for offers or promised is lost, and orders are told. What is sold may have been
    /// collected in time: it is revoked but stays committed until logistics says so, and is lost then if it was not.
    /// What is in quarantine stays there for its inspection.
    /// - Parameters:
    ///   - holdings: who has a claim on the lot's goods.
    ///   - now: the clock's stated time.
    public mutating func expire(holdings: LotHoldings, at now: Instant) throws(LotRefusal) -> [LotFact] {
        try admit(.expire)
        guard isExpired(at: now) else { throw .notExpired(origin.expiresOn) }
        var lot = self
        var lapse = Seizure()
        if stock[.available] > 0 {
            lapse.movements.append(try lot.move(stock[.available], by: .expireAvailable))
        }
        for slot in holdings.slots {
            lapse.movements.append(try lot.move(slot.amount, by: .expireSetAside, for: slot.offerID))
        }
        for order in holdings.orders(in: .reserved) {
            lapse.movements.append(try lot.move(order.allocation.open, by: .expireReserved))
            lapse.revocations.append(order.lapsed(isSeized: true))
        }
        lapse.revocations += holdings.orders(in: .committed).map { $0.lapsed(isSeized: false) }
        let lost = lot.stock[.lost] - stock[.lost]
        self = lot
        state = .closed
        return [.closed(.expired, lost: lost)] + lapse.facts(cause: .expiry)
    }
}

extension LotHoldings.Order {
    fileprivate func lapsed(isSeized: Bool) -> Revocation {
        Revocation(
            orderID: orderID, allocationID: allocation.id, offerID: allocation.offerID, amount: allocation.open,
            isSeized: isSeized)
    }
}
