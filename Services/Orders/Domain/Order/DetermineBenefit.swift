public import Vocabulary

extension Order {
    /// `benefit.determined`: keeps what eligibility found, which may come before the reservation that it is about.
    ///
    /// A late answer makes an order wait and never cancels it. On a cancelled order it has no effect.
    /// - Parameters:
    ///   - found: one for each household that was asked for.
    ///   - now: the time.
    ///   - identifier: gives an id for each consignment.
    public mutating func determine(
        _ found: [Determination], at now: Instant, identifier: () -> UUIDv7
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.determine)
        if state == .cancelled { return [] }
        // The first answer stands: entitlement is judged once per order and household.
        let new = found.filter { determinations[$0.token] == nil }
        for determination in new { determinations[determination.token] = determination }
        return [.determined(new)] + (state == .reserved ? proceedOnceDetermined(at: now, identifier: identifier) : [])
    }
}
