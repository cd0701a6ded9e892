public import Eventing
public import Vocabulary

/// `payout.sent`: a payee is being paid.
public struct PayoutSent: Event {
    /// `throughtrain.orders.payout.sent.v1`.
    public static let type = EventType("orders", "payout", "sent")

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
    /// When.
    public var sentAt: Instant

    /// Makes the event.
    public init(
        payoutID: UUIDv7, batchID: UUIDv7, payee: Payee, holder: String, amountFen: Fen, settlements: [UUIDv7],
        sentAt: Instant
    ) {
        self.payoutID = payoutID
        self.batchID = batchID
        self.payee = payee
        self.holder = holder
        self.amountFen = amountFen
        self.settlements = settlements
        self.sentAt = sentAt
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
    }
}
