public import Eventing
public import Vocabulary

/// A product was taken out of the catalogue for good.
public struct ProductWithdrawn: Event {
    /// `product.withdrawn`
    public static let type = EventType("catalogue", "product", "withdrawn")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("product_id", "reason", "at"))
    /// The product.
    public var productID: UUIDv7
    /// Why, as a code.
    public var reason: String
    /// When.
    public var at: Instant

    /// The product.
    public var subject: String { productID.description }

    /// Makes the event of its fields.
    public init(productID: UUIDv7, reason: String, at: Instant) {
        self.productID = productID
        self.reason = reason
        self.at = at
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        productID = try fields.field("product_id", event?.productID)
        reason = try fields.field("reason", event?.reason, like: "season-over")
        at = try fields.field("at", event?.at)
    }
}
