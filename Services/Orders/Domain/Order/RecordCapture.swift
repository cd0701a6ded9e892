public import Vocabulary

/// Money that a provider took from a buyer.
public struct Capture: Sendable, Hashable {
    /// The payment.
    public let payment: UUIDv7
    /// How much was taken, in fen.
    public let amount: Fen
    /// When, as the provider states.
    public let capturedAt: Instant

    /// Makes a capture.
    public init(payment: UUIDv7, amount: Fen, capturedAt: Instant) {
        self.payment = payment
        self.amount = amount
        self.capturedAt = capturedAt
    }
}

/// Why a capture goes back in full.
public enum CaptureReturn: String, Sendable, CaseIterable {
    /// It is not the amount due.
    case amountDiffers = "amount-differs"
    /// It is dated after the order's deadline, whose clock will end the order.
    case late
    /// The order was paid already.
    case alreadyPaid = "already-paid"
    /// The order was cancelled.
    case cancelled
}

extension Order {
    /// PAYMENT CAPTURED: confirms the order, or has the money returned.
    /// - Parameters:
    ///   - capture: what was taken.
    ///   - now: the time.
    ///   - identifier: gives an id for each consignment.
    public mutating func recordCapture(
        _ capture: Capture, at now: Instant, identifier: () -> UUIDv7
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordCapture)
        // The same capture told twice is one capture, and giving it back would leave a confirmed order unpaid.
        if capture.payment == payment { return [] }
        if let reason = reasonToReturn(capture) { return [.captureReturned(capture, because: reason)] }
        return confirm(payment: capture.payment, at: now, identifier: identifier)
    }

    private func reasonToReturn(_ capture: Capture) -> CaptureReturn? {
        guard state != .cancelled else { return .cancelled }
        guard state == .payable else { return .alreadyPaid }
        guard capture.amount == total else { return .amountDiffers }
        if let payBy, capture.capturedAt > payBy { return .late }
        return nil
    }

    /// Hands the order on: to catalogue, which commits the stock, and to logistics, which carries it.
    mutating func confirm(payment: UUIDv7?, at now: Instant, identifier: () -> UUIDv7) -> [OrderFact] {
        state = .confirmed
        self.payment = payment
        confirmedAt = now
        consignments = reservation?.formConsignments(identifier: identifier) ?? []
        let benefits = allocations.flatMap { allocation in
            allocation.tokens.compactMap { token in
                determinations[token].map { Confirmation.Benefit(allocation: allocation.id, determination: $0) }
            }
        }
        let confirmation = Confirmation(confirmedAt: now, paid: paid, benefits: benefits, consignments: consignments)
        return strikeDeadlines() + [.confirmed(confirmation)]
    }
}
