public import Eventing
public import Vocabulary

/// `order.cancelled`: it ended without anything delivered.
public struct OrderCancelled: Event {
    /// `throughtrain.orders.order.cancelled.v1`.
    public static let type = EventType("orders", "order", "cancelled")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("order_id", "kind", "reason", "cancelled_at", "refund_fen"))

    /// Why an order is cancelled.
    public enum Reason: String, CodeFieldValue {
        /// Some line could not be filled.
        case stock
        /// A price is above what the buyer was shown.
        case priceChanged = "price-changed"
        /// The payment was declined for good.
        case paymentDeclined = "payment-declined"
        /// Nothing was paid in time.
        case unpaid
        /// The buyer wished it.
        case buyer
        /// Its stock was quarantined, recalled or has expired.
        case revoked
        /// Nothing of it could be delivered.
        case deliveryFailed = "delivery-failed"
        /// The harvest that it waited for brought nothing.
        case harvestFailed = "harvest-failed"
        /// The household did not sell.
        case sellerDeclined = "seller-declined"
    }

    /// The order.
    public var orderID: UUIDv7
    /// Which way of trading it followed.
    public var kind: OrderPlaced.Kind
    /// Why.
    public var reason: Reason
    /// When.
    public var cancelledAt: Instant
    /// What goes back to the buyer now, beyond earlier reductions.
    public var refundFen: Fen

    /// Makes the event.
    public init(orderID: UUIDv7, kind: OrderPlaced.Kind, reason: Reason, cancelledAt: Instant, refundFen: Fen) {
        self.orderID = orderID
        self.kind = kind
        self.reason = reason
        self.cancelledAt = cancelledAt
        self.refundFen = refundFen
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        kind = try fields.field("kind", event?.kind)
        reason = try fields.field("reason", event?.reason)
        cancelledAt = try fields.field("cancelled_at", event?.cancelledAt)
        refundFen = try fields.field("refund_fen", event?.refundFen)
    }
}
