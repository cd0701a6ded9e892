public import Eventing
public import Vocabulary

/// A lot was called back. Each lot of a closure is told of by an event of its own.
public struct LotRecalled: Event {
    /// `lot.recalled`
    public static let type = EventType("catalogue", "lot", "recalled")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("recall_id", "lot_id", "closure", "reason", "at", "part", "parts"))
    /// The recall.
    public var recallID: UUIDv7
    /// The lot.
    public var lotID: UUIDv7
    /// The recalled lot with all that was made of it, or a part of these.
    public var closure: [UUIDv7]
    /// Why, as a code.
    public var reason: String
    /// When.
    public var at: Instant
    /// Which part of a closure of more than 1,000 lots this is, from 1.
    public var part: Int32?
    /// In how many parts such a closure is told.
    public var parts: Int32?

    /// The lot.
    public var subject: String { lotID.description }

    /// Makes the event of its fields.
    public init(
        recallID: UUIDv7, lotID: UUIDv7, closure: [UUIDv7], reason: String, at: Instant, part: Int32?, parts: Int32?,
    ) {
        self.recallID = recallID
        self.lotID = lotID
        self.closure = closure
        self.reason = reason
        self.at = at
        self.part = part
        self.parts = parts
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        recallID = try fields.field("recall_id", event?.recallID)
        lotID = try fields.field("lot_id", event?.lotID)
        closure = try fields.field("closure", event?.closure)
        reason = try fields.field("reason", event?.reason, like: "residue")
        at = try fields.field("at", event?.at)
        part = try fields.optional("part", event?.part, like: 1)
        parts = try fields.optional("parts", event?.parts, like: 1)
    }
}
