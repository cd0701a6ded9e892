public import Eventing
public import Vocabulary

/// No stock is kept for an offer.
public struct StockSetAsideRefused: Event {
    /// `stock.set-aside-refused`
    public static let type = EventType("catalogue", "stock", "set-aside-refused")
    /// The offer.
    public var offerID: UUIDv7
    /// Why.
    public var reason: Reason
    /// What there would have been.
    public var available: Quantity

    /// Why no stock is kept.
    public enum Reason: String, CodeFieldValue {
        /// There is not enough of it.
        case short
        /// Its price is below the floor.
        case belowFloor = "below-floor"
        /// Its listing does not sell it.
        case notListed = "not-listed"
    }

    /// The offer.
    public var subject: String { offerID.description }

    /// Makes the event of its fields.
    public init(offerID: UUIDv7, reason: Reason, available: Quantity) {
        self.offerID = offerID
        self.reason = reason
        self.available = available
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        offerID = try fields.field("offer_id", event?.offerID)
        reason = try fields.field("reason", event?.reason)
        available = try fields.field("available", event?.available)
    }
}
