public import Eventing
public import Vocabulary

/// `claim.opened`: somebody complains about goods, or they were exposed to wrong temperatures.
public struct ClaimOpened: Event {
    /// `throughtrain.orders.claim.opened.v1`.
    public static let type = EventType("orders", "claim", "opened")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("claim_id", "order_id", "consignment_id", "kind", "cause", "opened_by", "opened_at", "evidence"),
        .within("items", .told("line", "allocation_id", "lot_id", "quantity")))

    /// What a claim asks for.
    public enum Kind: String, CodeFieldValue {
        /// Money back.
        case refund
        /// Other goods.
        case replacement
        /// Money back for goods sent back.
        case `return`
        /// That the goods are looked into.
        case quality
    }

    /// What is wrong with goods.
    public enum Cause: String, CodeFieldValue {
        /// Exposed to temperatures for longer than they bear.
        case excursion
        /// Damaged.
        case damaged
        /// Not there.
        case missing
        /// Not what was ordered.
        case wrong
        /// Not as good as they should be.
        case quality
        /// Something else.
        case other
    }

    /// On whose side a claim is opened.
    public enum Side: String, CodeFieldValue {
        /// The buyer's.
        case buyer
        /// Ours, by what was measured.
        case system
        /// A partner's, for its buyer.
        case partner
    }

    /// Its id.
    public var claimID: UUIDv7
    /// The order.
    public var orderID: UUIDv7
    /// The consignment.
    public var consignmentID: UUIDv7?
    /// What is wished.
    public var kind: Kind
    /// What is wrong.
    public var cause: Cause
    /// On whose side it was opened.
    public var openedBy: Side
    /// When.
    public var openedAt: Instant
    /// What it is about.
    public var items: [OrderPart]
    /// Digests of photographs and the like.
    public var evidence: [String]

    /// Makes the event.
    public init(
        claimID: UUIDv7, orderID: UUIDv7, consignmentID: UUIDv7? = nil, kind: Kind, cause: Cause, openedBy: Side,
        openedAt: Instant, items: [OrderPart], evidence: [String]
    ) {
        self.claimID = claimID
        self.orderID = orderID
        self.consignmentID = consignmentID
        self.kind = kind
        self.cause = cause
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.items = items
        self.evidence = evidence
    }

    /// The claim.
    public var subject: String { claimID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        claimID = try fields.field("claim_id", event?.claimID)
        orderID = try fields.field("order_id", event?.orderID)
        consignmentID = try fields.optional("consignment_id", event?.consignmentID)
        kind = try fields.field("kind", event?.kind)
        cause = try fields.field("cause", event?.cause)
        openedBy = try fields.field("opened_by", event?.openedBy)
        openedAt = try fields.field("opened_at", event?.openedAt)
        items = try fields.field("items", event?.items)
        evidence = try fields.field(
            "evidence", event?.evidence, like: ["2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"])
    }
}
