public import Eventing
public import Vocabulary

/// Goods of a lot that were held back were found sound.
public struct LotReleased: Event {
    /// `lot.released`
    public static let type = EventType("catalogue", "lot", "released")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("lot_id", "inspection_id", "quantity", "at"))
    /// The lot.
    public var lotID: UUIDv7
    /// The inspection that they passed.
    public var inspectionID: UUIDv7
    /// How much.
    public var quantity: Quantity
    /// When.
    public var at: Instant

    /// The lot.
    public var subject: String { lotID.description }

    /// Makes the event of its fields.
    public init(lotID: UUIDv7, inspectionID: UUIDv7, quantity: Quantity, at: Instant) {
        self.lotID = lotID
        self.inspectionID = inspectionID
        self.quantity = quantity
        self.at = at
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", event?.lotID)
        inspectionID = try fields.field("inspection_id", event?.inspectionID)
        quantity = try fields.field("quantity", event?.quantity)
        at = try fields.field("at", event?.at)
    }
}
