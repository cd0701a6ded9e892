public import Eventing
public import Vocabulary

/// `order.withdrawal-requested`: logistics is asked to hold goods back, and alone decides whether it still can.
public struct OrderWithdrawalRequested: Event {
    /// `throughtrain.orders.order.withdrawal-requested.v1`.
    public static let type = EventType("orders", "order", "withdrawal-requested")

    /// Why goods are held back.
    public enum Cause: String, CodeFieldValue {
        /// The buyer cancelled.
        case buyer
        /// The lot was quarantined or has expired.
        case stockRevoked = "stock-revoked"
        /// The lot was recalled.
        case recall
    }

    /// Goods to hold back.
    public struct Item: Record {
        /// The consignment that they are in.
        public var consignmentID: UUIDv7
        /// The part of the order.
        public var allocationID: UUIDv7
        /// How much of it.
        public var quantity: Quantity

        /// Makes an item.
        public init(consignmentID: UUIDv7, allocationID: UUIDv7, quantity: Quantity) {
            self.consignmentID = consignmentID
            self.allocationID = allocationID
            self.quantity = quantity
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            consignmentID = try fields.field("consignment_id", item?.consignmentID)
            allocationID = try fields.field("allocation_id", item?.allocationID)
            quantity = try fields.field("quantity", item?.quantity)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// Why.
    public var cause: Cause
    /// What to hold back.
    public var items: [Item]

    /// Makes the event.
    public init(orderID: UUIDv7, cause: Cause, items: [Item]) {
        self.orderID = orderID
        self.cause = cause
        self.items = items
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        cause = try fields.field("cause", event?.cause)
        items = try fields.field("items", event?.items)
    }
}
