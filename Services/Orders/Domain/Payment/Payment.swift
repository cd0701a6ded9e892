public import Vocabulary

/// One attempt of a buyer to pay for an order through a payment provider.
public struct Payment: Sendable, Equatable {
    /// Where a payment stands.
    public enum State: String, Sendable, CaseIterable {
        /// The provider was asked.
        case open
        /// The provider took the money.
        case captured
        /// The provider took nothing.
        case declined
        /// Some of the money went back.
        case partlyReturned = "partly-returned"
        /// All of the money went back.
        case returned
    }

    /// What can be asked of a payment that exists.
    public enum Command: String, Sendable, CaseIterable {
        /// CAPTURED, by the provider.
        case capture
        /// DECLINED, by the provider.
        case decline
        /// RETURN.
        case giveBack = "return"

        /// The states that have a row for it.
        public var admittedIn: Set<State> {
            switch self {
            case .capture, .decline: [.open]
            case .giveBack: [.captured, .partlyReturned]
            }
        }
    }

    /// Its id.
    public let id: UUIDv7
    /// The order.
    public let order: UUIDv7
    /// The provider, by name.
    public let provider: String
    /// What the provider is asked to take, in fen.
    public let due: Fen
    /// When it was opened.
    public let openedAt: Instant
    /// Where it stands.
    public private(set) var state: State
    /// What the provider took, in fen.
    public private(set) var captured: Fen
    /// What went back of it, in fen.
    public private(set) var returned: Fen

    /// Restores a payment as stored.
    public init(
        id: UUIDv7, order: UUIDv7, provider: String, due: Fen, openedAt: Instant, state: State, captured: Fen,
        returned: Fen
    ) {
        self.id = id
        self.order = order
        self.provider = provider
        self.due = due
        self.openedAt = openedAt
        self.state = state
        self.captured = captured
        self.returned = returned
    }

    /// OPEN: asks a provider for what an order costs, while it is payable.
    public static func open(
        _ id: UUIDv7, for order: Order, at provider: String, now: Instant
    ) throws(PaymentRefusal) -> Payment {
        guard order.state == .payable else { throw .orderNotPayable(order.state) }
        if let payBy = order.payBy, now > payBy { throw .tooLate(payBy: payBy) }
        return Payment(
            id: id, order: order.id, provider: provider, due: order.total, openedAt: now, state: .open, captured: 0,
            returned: 0)
    }

    /// CAPTURED: the provider took money. ``Order/recordCapture(_:at:identifier:)`` decides whether it stays.
    /// - Parameter amount: what it took, which may differ from what was due, in fen.
    public mutating func capture(_ amount: Fen) throws(PaymentRefusal) {
        try admit(.capture)
        guard amount > 0 else { throw .amountNotPositive }
        captured = amount
        state = .captured
    }

    /// DECLINED: the provider took nothing.
    public mutating func decline() throws(PaymentRefusal) {
        try admit(.decline)
        state = .declined
    }

    /// RETURN: gives back money, in full or in part; parts add up to at most what was captured.
    /// - Parameter amount: what goes back now, in fen.
    public mutating func giveBack(_ amount: Fen) throws(PaymentRefusal) {
        try admit(.giveBack)
        guard amount > 0 else { throw .amountNotPositive }
        guard amount <= captured - returned else { throw .aboveCaptured(left: captured - returned) }
        returned += amount
        state = returned == captured ? .returned : .partlyReturned
    }

    private func admit(_ command: Command) throws(PaymentRefusal) {
        guard command.admittedIn.contains(state) else { throw .notInState(command, state) }
    }
}
