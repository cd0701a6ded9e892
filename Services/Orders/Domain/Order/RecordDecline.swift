public import Vocabulary

extension Order {
    /// How many payments a buyer may try.
    public static let mostPaymentAttempts = 3

    /// PAYMENT DECLINED: lets the buyer try again, up to three times.
    /// - Parameters:
    ///   - payment: the payment that was declined.
    ///   - isFinal: whether the provider says that trying again is useless.
    ///   - now: the time.
    public mutating func recordDecline(
        of payment: UUIDv7, isFinal: Bool, at now: Instant
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordDecline)
        declines += 1
        let declined = OrderFact.paymentDeclined(payment: payment, attempt: declines)
        guard isFinal || declines >= Self.mostPaymentAttempts else { return [declined] }
        return [declined] + cancel(because: .paymentDeclined, at: now)
    }
}
