public import Eventing
public import Vocabulary

/// A quantity of one part of an order.
public struct OrderPart: Record {
    /// The line's number.
    public var line: Int32
    /// The part.
    public var allocationID: UUIDv7
    /// Its lot.
    public var lotID: UUIDv7
    /// How much of it.
    public var quantity: Quantity

    /// Makes a part.
    public init(line: Int32, allocationID: UUIDv7, lotID: UUIDv7, quantity: Quantity) {
        self.line = line
        self.allocationID = allocationID
        self.lotID = lotID
        self.quantity = quantity
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ part: Self?) throws(EventFault) {
        self.line = try fields.field("line", part?.line, like: 1)
        allocationID = try fields.field("allocation_id", part?.allocationID)
        lotID = try fields.field("lot_id", part?.lotID)
        quantity = try fields.field("quantity", part?.quantity)
    }
}
