public import Vocabulary

/// The entries of an order's life, each balanced by the way it is built.
extension LedgerTransaction {
    /// A buyer pays: pending while the payment is open, posted when it is captured, voided when it is declined.
    /// - Parameter amount: what is due while it is open; what was captured, if that differs.
    public static func payment(
        _ id: UUIDv7, of payment: Payment, amount: Fen, isCertain: Bool, at now: Instant
    ) throws(LedgerRefusal) -> LedgerTransaction {
        try enter(
            id, .payment, of: payment.id, order: payment.order,
            [
                .debit(.clearing(at: payment.provider), amount),
                .credit(.buyer(of: payment.order), amount),
            ], isCertain: isCertain, at: now)
    }

    /// An import is confirmed: its partner, which has the buyer's money, owes it to us.
    public static func partnerSale(
        _ id: UUIDv7, of order: UUIDv7, by partner: UUIDv7, amount: Fen, at now: Instant
    ) throws(LedgerRefusal) -> LedgerTransaction {
        try enter(
            id, .partnerSale, of: order, order: order,
            [.debit(.partner(partner), amount), .credit(.buyer(of: order), amount)], isCertain: true, at: now)
    }

    /// Money goes back to the buyer, from where it came.
    /// - Parameters:
    ///   - reference: the payment or claim that it goes back for.
    ///   - payer: the provider's clearing account, or the partner's.
    public static func refund(
        _ id: UUIDv7, for reference: UUIDv7, of order: UUIDv7, to payer: LedgerAccount, amount: Fen, at now: Instant
    ) throws(LedgerRefusal) -> LedgerTransaction {
        try enter(
            id, .refund, of: reference, order: order, [.debit(.buyer(of: order), amount), .credit(payer, amount)],
            isCertain: true, at: now)
    }

    /// A settlement: the buyer's money becomes everybody's shares. A reversal's, below zero, turn it back.
    public static func settlement(
        _ id: UUIDv7, of settlement: Settlement, at now: Instant
    ) throws(LedgerRefusal) -> LedgerTransaction {
        try enter(
            id, .settlement, of: settlement.id, order: settlement.order,
            [.debit(.buyer(of: settlement.order), settlement.total)]
                + settlement.shares.map { .credit($0.account, $0.amount) },
            isCertain: true, at: now)
    }

    /// A payee is paid: pending while the payout is under way, posted when it is accepted, voided when it has failed.
    public static func payout(
        _ id: UUIDv7, of payout: Payout, at now: Instant
    ) throws(LedgerRefusal) -> LedgerTransaction {
        try enter(
            id, .payout, of: payout.id, order: nil,
            [.debit(payout.payee, payout.amount), .credit(.cash, payout.amount)], isCertain: false, at: now)
    }
}
