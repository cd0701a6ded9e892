public import Eventing
public import Vocabulary

/// Nothing more is sold of a lot.
public struct LotClosed: Event {
    /// `lot.closed`
    public static let type = EventType("catalogue", "lot", "closed")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("lot_id", "cause", "lost", "at"))
    /// The lot.
    public var lotID: UUIDv7
    /// Why.
    public var cause: Cause
    /// What of it was lost by this.
    public var lost: Quantity
    /// When.
    public var at: Instant

    /// Why a lot is closed.
    public enum Cause: String, CodeFieldValue {
        /// All of it was sold and shipped, or made into other lots.
        case exhausted
        /// Its last day is over.
        case expired
        /// It failed its inspection.
        case rejected
        /// The producer took it back.
        case returnedToProducer = "returned-to-producer"
    }

    /// The lot.
    public var subject: String { lotID.description }

    /// Makes the event of its fields.
    public init(lotID: UUIDv7, cause: Cause, lost: Quantity, at: Instant) {
        self.lotID = lotID
        self.cause = cause
        self.lost = lost
        self.at = at
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", event?.lotID)
        cause = try fields.field("cause", event?.cause)
        lost = try fields.field("lost", event?.lost)
        at = try fields.field("at", event?.at)
    }
}
