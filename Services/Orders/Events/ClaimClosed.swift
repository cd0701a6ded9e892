public import Eventing
public import Vocabulary

/// `claim.closed`: a claim is decided.
public struct ClaimClosed: Event {
    /// `throughtrain.orders.claim.closed.v1`.
    public static let type = EventType("orders", "claim", "closed")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("claim_id", "order_id", "outcome", "refund_fen", "liable", "replacement_order", "lots", "closed_at"))

    /// What the buyer gets.
    public enum Outcome: String, CodeFieldValue {
        /// Money.
        case refunded
        /// Other goods.
        case replaced
        /// Money, for goods that were sent back.
        case returned
        /// Nothing.
        case refused
    }

    /// Who answers for what a claim is about.
    public enum Liable: String, CodeFieldValue {
        /// The producer.
        case producer
        /// The station.
        case station
        /// The carrier.
        case carrier
        /// The platform.
        case platform
        /// The buyer.
        case buyer
        /// Nobody.
        case none
    }

    /// Its id.
    public var claimID: UUIDv7
    /// The order.
    public var orderID: UUIDv7
    /// What the buyer gets.
    public var outcome: Outcome
    /// What goes back to the buyer.
    public var refundFen: Fen
    /// Who answers for it.
    public var liable: Liable
    /// The order that replaces the goods.
    public var replacementOrder: UUIDv7?
    /// The lots that it was about.
    public var lots: [UUIDv7]
    /// When.
    public var closedAt: Instant

    /// Makes the event.
    public init(
        claimID: UUIDv7, orderID: UUIDv7, outcome: Outcome, refundFen: Fen, liable: Liable,
        replacementOrder: UUIDv7? = nil, lots: [UUIDv7], closedAt: Instant
    ) {
        self.claimID = claimID
        self.orderID = orderID
        self.outcome = outcome
        self.refundFen = refundFen
        self.liable = liable
        self.replacementOrder = replacementOrder
        self.lots = lots
        self.closedAt = closedAt
    }

    /// The claim.
    public var subject: String { claimID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        claimID = try fields.field("claim_id", event?.claimID)
        orderID = try fields.field("order_id", event?.orderID)
        outcome = try fields.field("outcome", event?.outcome)
        refundFen = try fields.field("refund_fen", event?.refundFen)
        liable = try fields.field("liable", event?.liable)
        replacementOrder = try fields.optional("replacement_order", event?.replacementOrder)
        lots = try fields.field("lots", event?.lots)
        closedAt = try fields.field("closed_at", event?.closedAt)
    }
}
