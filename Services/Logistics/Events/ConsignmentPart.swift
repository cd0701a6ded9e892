public import Eventing
public import Vocabulary

/// A quantity of one allocation in a consignment.
public struct ConsignmentPart: Record {
    /// The allocation.
    public var allocationID: UUIDv7
    /// The lot that the goods come from.
    public var lotID: UUIDv7
    /// How much.
    public var quantity: Quantity

    /// Makes a part.
    public init(allocationID: UUIDv7, lotID: UUIDv7, quantity: Quantity) {
        self.allocationID = allocationID
        self.lotID = lotID
        self.quantity = quantity
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ consignmentPart: Self?) throws(EventFault) {
        allocationID = try fields.field("allocation_id", consignmentPart?.allocationID)
        lotID = try fields.field("lot_id", consignmentPart?.lotID)
        quantity = try fields.field("quantity", consignmentPart?.quantity)
    }
}
