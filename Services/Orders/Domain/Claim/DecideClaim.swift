public import Vocabulary

/// Who answers for what a claim is about.
public enum LiableParty: String, Sendable, CaseIterable {
    /// The producer, whose dues go back.
    case producer
    /// The station.
    case station
    /// The carrier.
    case carrier
    /// The platform.
    case platform
    /// The buyer.
    case buyer
    /// Nobody.
    case none
}

/// How a claim ends.
public struct ClaimDecision: Sendable, Hashable {
    /// What the buyer gets.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Money.
        case refunded
        /// Other goods.
        case replaced
        /// Money, for goods that were sent back.
        case returned
        /// Nothing.
        case refused
    }

    /// What the buyer gets.
    public let outcome: Outcome
    /// How much goes back, in fen. It may be 0 where an excursion was refunded before.
    public let refund: Fen
    /// Who answers for it.
    public let liable: LiableParty
    /// The order that replaces the goods.
    public let replacement: UUIDv7?

    /// Makes a decision.
    public init(outcome: Outcome, refund: Fen, liable: LiableParty, replacement: UUIDv7? = nil) {
        self.outcome = outcome
        self.refund = refund
        self.liable = liable
        self.replacement = replacement
    }
}

extension Claim {
    /// DECIDE: closes the claim, and turns the sale back as far as it is refunded.
    ///
    /// The order learns of it by ``Order/refundClaim(_:reversals:)``.
    /// - Parameters:
    ///   - decision: how it ends.
    ///   - actor: who decides; not who opened it.
    ///   - order: the order.
    ///   - history: its sales, what was turned back of them, and what was paid out.
    ///   - now: the time.
    ///   - identifier: gives an id for each reversal.
    public mutating func decide(
        _ decision: ClaimDecision, by actor: Actor, about order: Order, history: SaleHistory, at now: Instant,
        identifier: () -> UUIDv7
    ) throws(ClaimRefusal) -> [ClaimFact] {
        try admit(.decide)
        guard actor != openedBy else { throw .decidedByOpener }
        try check(decision, about: order)
        let reversal = Reversal(claim: id, refund: decision.refund, liable: decision.liable, postedAt: now)
        guard
            let reversals = history.reverse(reversal, of: Set(items.map(\.allocation)), identifier: identifier)
        else { throw .refundAboveClaimed }
        state = .closed
        let struck: [ClaimFact] = decideBy == nil ? [] : [.deadlineStruck]
        decideBy = nil
        return struck + [.closed(decision)] + reversals.map { .reversed($0) }
    }

    /// CLOCK, 72 hours: tells the county officer that nobody has decided.
    /// - Parameter now: the time that the clock states.
    public mutating func escalate(at now: Instant) throws(ClaimRefusal) -> [ClaimFact] {
        try admit(.escalate)
        guard let due = decideBy else { throw .alreadyEscalated }
        guard now >= due else { throw .tooEarly(due: due) }
        decideBy = nil
        return [.escalated, .deadlineStruck]
    }

    private func check(_ decision: ClaimDecision, about order: Order) throws(ClaimRefusal) {
        guard (0...max(0, order.refundable)).contains(decision.refund) else {
            throw .refundAbovePaid(refundable: order.refundable)
        }
        switch decision.outcome {
        case .refunded:
            guard decision.liable != .none else { throw .liablePartyMissing }
        case .replaced:
            guard decision.liable != .none else { throw .liablePartyMissing }
            guard decision.replacement != nil else { throw .replacementMissing }
        case .returned:
            guard !items.contains(where: { order.isPerishable(line: $0.line) }) else { throw .perishableNotReturned }
        case .refused:
            guard decision.refund == 0 else { throw .refusedWithRefund }
        }
    }
}
