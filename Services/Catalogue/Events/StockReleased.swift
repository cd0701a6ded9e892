public import Eventing
public import Vocabulary

/// Goods of an order came back.
public struct StockReleased: Event {
    /// `stock.released`
    public static let type = EventType("catalogue", "stock", "released")
    /// The order.
    public var orderID: UUIDv7
    /// Why.
    public var cause: Cause
    /// The goods, and where they are now.
    public var allocations: [Allocation]

    /// Why goods came back.
    public enum Cause: String, CodeFieldValue {
        /// The order was cancelled.
        case orderCancelled = "order-cancelled"
        /// The consignment was withdrawn, wholly or in part.
        case withdrawn
        /// Logistics refused the consignment.
        case refused
        /// They were left at the station when the rest was collected.
        case leftBehind = "left-behind"
    }

    /// Goods of one lot.
    public struct Allocation: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// The lot.
        public var lotID: UUIDv7
        /// The offer that they were bought in.
        public var offerID: UUIDv7?
        /// How much.
        public var quantity: Quantity
        /// Where they are now.
        public var to: Destination

        /// Makes it of its fields.
        public init(allocationID: UUIDv7, lotID: UUIDv7, offerID: UUIDv7?, quantity: Quantity, to: Destination) {
            self.allocationID = allocationID
            self.lotID = lotID
            self.offerID = offerID
            self.quantity = quantity
            self.to = to
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ allocation: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", allocation?.allocationID)
            lotID = try fields.field("lot_id", allocation?.lotID)
            offerID = try fields.optional("offer_id", allocation?.offerID)
            quantity = try fields.field("quantity", allocation?.quantity)
            to = try fields.field("to", allocation?.to)
        }
    }

    /// Where goods are that came back.
    public enum Destination: String, CodeFieldValue {
        /// On sale to anyone.
        case available
        /// Kept for their offer.
        case setAside = "set-aside"
        /// Nowhere: their lot is closed.
        case lost
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Makes the event of its fields.
    public init(orderID: UUIDv7, cause: Cause, allocations: [Allocation]) {
        self.orderID = orderID
        self.cause = cause
        self.allocations = allocations
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        cause = try fields.field("cause", event?.cause)
        allocations = try fields.field("allocations", event?.allocations)
    }
}
