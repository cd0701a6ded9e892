public import Eventing
public import Vocabulary

/// Goods of a lot are held back until they are inspected.
public struct LotQuarantined: Event {
    /// `lot.quarantined`
    public static let type = EventType("catalogue", "lot", "quarantined")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("lot_id", "product_id", "cause", "cause_id", "quantity", "at"),
        .within("from", .told("available", "set_aside", "reserved", "committed")))
    /// The lot.
    public var lotID: UUIDv7
    /// What it is a lot of.
    public var productID: UUIDv7
    /// Why.
    public var cause: Cause
    /// The inspection, excursion, claim, recall, sensor or consignment that says so.
    public var causeID: UUIDv7
    /// How much is held back by this.
    public var quantity: Quantity
    /// Where it was taken from.
    public var from: Parts
    /// When.
    public var at: Instant

    /// Why goods are held back.
    public enum Cause: String, CodeFieldValue {
        /// An inspection failed, or is due.
        case inspection
        /// They were too warm or too cold for too long.
        case excursion
        /// A claim brought them back.
        case claim
        /// They were called back.
        case recall
        /// The sensor that watched them fell silent.
        case deadSensor = "dead-sensor"
    }

    /// Amounts by where they were taken from, in the lot's unit.
    public struct Parts: Record {
        /// From what was on sale to anyone.
        public var available: Int64
        /// From what was kept for offers.
        public var setAside: Int64
        /// From orders not confirmed.
        public var reserved: Int64
        /// From confirmed orders.
        public var committed: Int64

        /// Makes it of its fields.
        public init(available: Int64, setAside: Int64, reserved: Int64, committed: Int64) {
            self.available = available
            self.setAside = setAside
            self.reserved = reserved
            self.committed = committed
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ parts: Self?) throws(EventFault) {
            available = try fields.field("available", parts?.available, like: 300)
            setAside = try fields.field("set_aside", parts?.setAside, like: 0)
            reserved = try fields.field("reserved", parts?.reserved, like: 500)
            committed = try fields.field("committed", parts?.committed, like: 400)
        }
    }

    /// The lot.
    public var subject: String { lotID.description }

    /// Makes the event of its fields.
    public init(
        lotID: UUIDv7, productID: UUIDv7, cause: Cause, causeID: UUIDv7, quantity: Quantity, from: Parts, at: Instant,
    ) {
        self.lotID = lotID
        self.productID = productID
        self.cause = cause
        self.causeID = causeID
        self.quantity = quantity
        self.from = from
        self.at = at
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", event?.lotID)
        productID = try fields.field("product_id", event?.productID)
        cause = try fields.field("cause", event?.cause)
        causeID = try fields.field("cause_id", event?.causeID)
        quantity = try fields.field("quantity", event?.quantity)
        from = try fields.field("from", event?.from)
        at = try fields.field("at", event?.at)
    }
}
