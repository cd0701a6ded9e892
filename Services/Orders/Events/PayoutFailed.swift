public import Eventing
public import Vocabulary

/// `payout.failed`: a payee could not be paid.
public struct PayoutFailed: Event {
    /// `throughtrain.orders.payout.failed.v1`.
    public static let type = EventType("orders", "payout", "failed")

    /// Why a payout is rejected.
    public enum Reason: String, CodeFieldValue {
        /// The payee has no account.
        case noAccount = "no-account"
        /// The bank refused it.
        case rejected
        /// The bank did not answer.
        case unreachable
    }

    /// Its id.
    public var payoutID: UUIDv7
    /// The batch that it was prepared in.
    public var batchID: UUIDv7
    /// Who is paid.
    public var payee: Payee
    /// Which of them: a token, an id, a county.
    public var holder: String
    /// How much.
    public var amountFen: Fen
    /// The settlements whose shares it pays.
    public var settlements: [UUIDv7]
    /// When it had been sent.
    public var sentAt: Instant
    /// Why.
    public var reason: Reason
    /// How often it was tried.
    public var attempt: Int32
    /// Whether nothing more is tried.
    public var final: Bool

    /// Makes the event.
    public init(
        payoutID: UUIDv7, batchID: UUIDv7, payee: Payee, holder: String, amountFen: Fen, settlements: [UUIDv7],
        sentAt: Instant, reason: Reason, attempt: Int32, final: Bool
    ) {
        self.payoutID = payoutID
        self.batchID = batchID
        self.payee = payee
        self.holder = holder
        self.amountFen = amountFen
        self.settlements = settlements
        self.sentAt = sentAt
        self.reason = reason
        self.attempt = attempt
        self.final = final
    }

    /// The payout.
    public var subject: String { payoutID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        payoutID = try fields.field("payout_id", event?.payoutID)
        batchID = try fields.field("batch_id", event?.batchID)
        payee = try fields.field("payee", event?.payee)
        holder = try fields.field("holder", event?.holder, like: "MFRGGZDFMZTWQ2LKNNWG23TPOA")
        amountFen = try fields.field("amount_fen", event?.amountFen)
        settlements = try fields.field("settlements", event?.settlements)
        sentAt = try fields.field("sent_at", event?.sentAt)
        reason = try fields.field("reason", event?.reason)
        attempt = try fields.field("attempt", event?.attempt, like: 1)
        final = try fields.field("final", event?.final)
    }
}
