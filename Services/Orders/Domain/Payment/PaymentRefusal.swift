public import Vocabulary

/// Why a payment does not do what it was asked.
public enum PaymentRefusal: Error, Hashable {
    /// The order waits for no payment.
    case orderNotPayable(OrderState)
    /// The order's deadline is past.
    case tooLate(payBy: Instant)
    /// Nothing, or less, would be moved.
    case amountNotPositive
    /// More would go back than there is.
    case aboveCaptured(left: Fen)
    /// The state table has no row for it.
    case notInState(Payment.Command, Payment.State)
}

extension PaymentRefusal: CustomStringConvertible {
    /// What the refusal is known by to programs. It never changes.
    public var code: String {
        switch self {
        case .orderNotPayable: "order-not-payable"
        case .tooLate: "too-late"
        case .amountNotPositive: "amount-not-positive"
        case .aboveCaptured: "above-captured"
        case .notInState: "not-in-state"
        }
    }

    /// A sentence for a person: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .orderNotPayable(let state):
            "The order is \(state.rawValue) and takes no payment. Wait until it is payable, or order anew."
        case .tooLate(let payBy): "The order had to be paid by \(payBy). Order anew."
        case .amountNotPositive: "The amount must be above zero. Give what was taken or goes back."
        case .aboveCaptured(let left): "At most \(left) fen can still go back. Lower the amount."
        case .notInState(let command, let state):
            "A payment that is \(state.rawValue) cannot \(command.rawValue). Look at its history first."
        }
    }
}
