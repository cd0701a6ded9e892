public import Eventing
public import Vocabulary

/// A confirmed order's goods are sold.
public struct StockCommitted: Event {
    /// `stock.committed`
    public static let type = EventType("catalogue", "stock", "committed")
    /// The order.
    public var orderID: UUIDv7
    /// When.
    public var committedAt: Instant
    /// The goods, but for what was revoked before.
    public var allocations: [Allocation]

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

        /// Makes it of its fields.
        public init(allocationID: UUIDv7, lotID: UUIDv7, offerID: UUIDv7?, quantity: Quantity) {
            self.allocationID = allocationID
            self.lotID = lotID
            self.offerID = offerID
            self.quantity = quantity
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ allocation: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", allocation?.allocationID)
            lotID = try fields.field("lot_id", allocation?.lotID)
            offerID = try fields.optional("offer_id", allocation?.offerID)
            quantity = try fields.field("quantity", allocation?.quantity)
        }
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Makes the event of its fields.
    public init(orderID: UUIDv7, committedAt: Instant, allocations: [Allocation]) {
        self.orderID = orderID
        self.committedAt = committedAt
        self.allocations = allocations
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        committedAt = try fields.field("committed_at", event?.committedAt)
        allocations = try fields.field("allocations", event?.allocations)
    }
}
