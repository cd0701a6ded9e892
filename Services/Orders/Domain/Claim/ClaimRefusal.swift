public import Vocabulary

/// Why a claim is not opened, or does not do what it was asked.
public enum ClaimRefusal: Error, Hashable {
    /// It names no goods.
    case nothingClaimed
    /// No such part belongs to the order.
    case unknownAllocation(UUIDv7)
    /// More is claimed than there was, or in the wrong unit.
    case quantityDiffers(allocation: UUIDv7)
    /// The goods are not delivered.
    case notDelivered(UUIDv7)
    /// The time for it is past.
    case tooLate(due: Instant)
    /// What spoils needs a photograph.
    case photographMissing
    /// What spoils is not taken back.
    case perishableNotReturned
    /// Who opened a claim may not decide it.
    case decidedByOpener
    /// Nobody is named who answers for it.
    case liablePartyMissing
    /// No order replaces the goods.
    case replacementMissing
    /// Nothing can go back for a claim that is refused.
    case refusedWithRefund
    /// More would go back than was paid and not yet given back.
    case refundAbovePaid(refundable: Fen)
    /// More would go back than the claimed goods cost.
    case refundAboveClaimed
    /// The clock has not run out yet.
    case tooEarly(due: Instant)
    /// The county officer knows already.
    case alreadyEscalated
    /// The state table has no row for it.
    case notInState(Claim.Command, Claim.State)
}

extension ClaimRefusal: CustomStringConvertible {
    /// What the refusal is known by to programs. It never changes.
    public var code: String {
        switch self {
        case .nothingClaimed: "nothing-claimed"
        case .unknownAllocation: "unknown-allocation"
        case .quantityDiffers: "quantity-differs"
        case .notDelivered: "not-delivered"
        case .tooLate: "too-late"
        case .photographMissing: "photograph-missing"
        case .perishableNotReturned: "perishable-not-returned"
        case .decidedByOpener: "decided-by-opener"
        case .liablePartyMissing: "liable-party-missing"
        case .replacementMissing: "replacement-missing"
        case .refusedWithRefund: "refused-with-refund"
        case .refundAbovePaid: "refund-above-paid"
        case .refundAboveClaimed: "refund-above-claimed"
        case .tooEarly: "too-early"
        case .alreadyEscalated: "already-escalated"
        case .notInState: "not-in-state"
        }
    }

    /// A sentence for a person: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .nothingClaimed: "The claim names no goods. Say which part of the order it is about."
        case .unknownAllocation(let id): "Allocation \(id) is not of this order. Check which order it belongs to."
        case .quantityDiffers(let id): "No such quantity of allocation \(id) was delivered. Claim what was."
        case .notDelivered(let id): "Allocation \(id) is not delivered. Cancel the order, or wait for the delivery."
        case .tooLate(let due): "Claims about it were open until \(due). Ask the county officer for goodwill."
        case .photographMissing: "Claims about perishables need a photograph. Add its digest."
        case .perishableNotReturned: "Perishables are not taken back. Claim a refund or a replacement."
        case .decidedByOpener: "Who opened a claim may not decide it. Ask another person to."
        case .liablePartyMissing: "Nobody is named as liable. Name who answers for the goods."
        case .replacementMissing: "The goods are to be replaced by no order. Place one and name it."
        case .refusedWithRefund: "A refused claim gives nothing back. Set the refund to 0 or choose another outcome."
        case .refundAbovePaid(let refundable): "At most \(refundable) fen can still be refunded. Lower the refund."
        case .refundAboveClaimed: "The claimed goods cost less than that, or were refunded before. Lower the refund."
        case .tooEarly(let due): "The deadline is \(due). Ask again after it."
        case .alreadyEscalated: "The county officer was told already. Follow it up there."
        case .notInState(let command, let state):
            "A claim that is \(state.rawValue) cannot \(command.rawValue). Look at its history first."
        }
    }
}
