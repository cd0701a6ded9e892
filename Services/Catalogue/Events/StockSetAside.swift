public import Eventing
public import Vocabulary

/// Stock is kept for an offer, or less of it than was said before.
public struct StockSetAside: Event {
    /// `stock.set-aside`
    public static let type = EventType("catalogue", "stock", "set-aside")
    /// The offer.
    public var offerID: UUIDv7
    /// What it sells.
    public var productID: UUIDv7
    /// How much it may sell in all, reserved and sold included.
    public var quantity: Quantity
    /// How much of that is registered households', in thousandths.
    public var registeredShare: Int64

    /// The offer.
    public var subject: String { offerID.description }

    /// Makes the event of its fields.
    public init(offerID: UUIDv7, productID: UUIDv7, quantity: Quantity, registeredShare: Int64) {
        self.offerID = offerID
        self.productID = productID
        self.quantity = quantity
        self.registeredShare = registeredShare
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        offerID = try fields.field("offer_id", event?.offerID)
        productID = try fields.field("product_id", event?.productID)
        quantity = try fields.field("quantity", event?.quantity)
        registeredShare = try fields.field("registered_share", event?.registeredShare, like: 800)
    }
}
