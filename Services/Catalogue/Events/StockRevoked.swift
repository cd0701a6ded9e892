public import Eventing
public import Vocabulary

/// An order lost its claim on goods of a lot.
public struct StockRevoked: Event {
    /// `stock.revoked`
    public static let type = EventType("catalogue", "stock", "revoked")
    /// The order.
    public var orderID: UUIDv7
    /// The lot.
    public var lotID: UUIDv7
    /// Why.
    public var cause: Cause
    /// The goods that it can no longer have.
    public var allocations: [Allocation]

    /// Why an order lost its claim.
    public enum Cause: String, CodeFieldValue {
        /// The goods are held back.
        case quarantine
        /// They were called back.
        case recall
        /// Their last day is over.
        case expiry
    }

    /// Goods of the lot.
    public struct Allocation: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// The offer that they were bought in.
        public var offerID: UUIDv7?
        /// How much.
        public var quantity: Quantity

        /// Makes it of its fields.
        public init(allocationID: UUIDv7, offerID: UUIDv7?, quantity: Quantity) {
            self.allocationID = allocationID
            self.offerID = offerID
            self.quantity = quantity
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ allocation: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", allocation?.allocationID)
            offerID = try fields.optional("offer_id", allocation?.offerID)
            quantity = try fields.field("quantity", allocation?.quantity)
        }
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Makes the event of its fields.
    public init(orderID: UUIDv7, lotID: UUIDv7, cause: Cause, allocations: [Allocation]) {
        self.orderID = orderID
        self.lotID = lotID
        self.cause = cause
        self.allocations = allocations
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        lotID = try fields.field("lot_id", event?.lotID)
        cause = try fields.field("cause", event?.cause)
        allocations = try fields.field("allocations", event?.allocations)
    }
}
