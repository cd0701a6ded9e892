internal import Eventing
internal import OrdersDomain
internal import OrdersEvents
internal import Vocabulary

// What the others are told of a payout.

extension Payout {
    /// `payout.sent`
    func publicSending(at now: Instant) throws(EventFault) -> PayoutSent {
        PayoutSent(
            payoutID: id, batchID: batch, payee: try .init(sameAs: payee.kind), holder: payee.holder,
            amountFen: amount, settlements: Array(settlements.prefix(maximumListLength)), sentAt: now)
    }

    /// `payout.failed`
    func publicFailure(
        because reason: PayoutFailure, attempt: Int32, isFinal: Bool, sentAt: Instant
    ) throws(EventFault) -> PayoutFailed {
        PayoutFailed(
            payoutID: id, batchID: batch, payee: try .init(sameAs: payee.kind), holder: payee.holder,
            amountFen: amount, settlements: Array(settlements.prefix(maximumListLength)), sentAt: sentAt,
            reason: try .init(sameAs: reason), attempt: attempt, final: isFinal)
    }
}
