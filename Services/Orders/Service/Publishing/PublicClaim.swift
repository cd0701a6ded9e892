internal import Eventing
internal import OrdersDomain
internal import OrdersEvents
internal import Vocabulary

// What the others are told of a claim.

extension Claim {
    /// `claim.opened`
    func publicOpening() throws(EventFault) -> ClaimOpened {
        ClaimOpened(
            claimID: id, orderID: order, consignmentID: consignment, kind: try .init(sameAs: kind),
            cause: try .init(sameAs: cause), openedBy: try .init(sameAs: side), openedAt: openedAt,
            items: items.map(\.public), evidence: evidence)
    }

    /// `claim.closed`
    func publicClosing(_ decision: ClaimDecision, at now: Instant) throws(EventFault) -> ClaimClosed {
        ClaimClosed(
            claimID: id, orderID: order, outcome: try .init(sameAs: decision.outcome), refundFen: decision.refund,
            liable: try .init(sameAs: decision.liable), replacementOrder: decision.replacement,
            lots: Set(items.map(\.lot)).sorted(), closedAt: now)
    }
}
