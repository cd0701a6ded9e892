public import Eventing
public import Vocabulary

/// `order.reduced`: goods will not reach the buyer and are refunded. Stock does not move by it.
public struct OrderReduced: Event {
    /// `throughtrain.orders.order.reduced.v1`.
    public static let type = EventType("orders", "order", "reduced")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("order_id", "cause", "refund_fen"), .within("items", .told("line", "allocation_id", "lot_id", "quantity"))
    )

    /// Why goods do not reach the buyer.
    public enum Cause: String, CodeFieldValue {
        /// The buyer cancelled in time.
        case buyer
        /// The stock was quarantined, recalled or has expired.
        case revoked
        /// The buyer refused them at the door.
        case refused
        /// Less was there to collect than was ordered.
        case finalWeight = "final-weight"
        /// They could not be delivered.
        case deliveryFailed = "delivery-failed"
        /// They were exposed to temperatures for longer than they bear.
        case excursion
    }

    /// The order.
    public var orderID: UUIDv7
    /// Why.
    public var cause: Cause
    /// Which goods.
    public var items: [OrderPart]
    /// What goes back to the buyer for them.
    public var refundFen: Fen

    /// Makes the event.
    public init(orderID: UUIDv7, cause: Cause, items: [OrderPart], refundFen: Fen) {
        self.orderID = orderID
        self.cause = cause
        self.items = items
        self.refundFen = refundFen
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        cause = try fields.field("cause", event?.cause)
        items = try fields.field("items", event?.items)
        refundFen = try fields.field("refund_fen", event?.refundFen, like: 200)
    }
}
