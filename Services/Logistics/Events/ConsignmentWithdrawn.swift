public import Eventing
public import Vocabulary

/// `consignment.withdrawn`: some or all of it was called off before it was collected.
public struct ConsignmentWithdrawn: Event {
    /// `throughtrain.logistics.consignment.withdrawn.v1`.
    public static let type = EventType("logistics", "consignment", "withdrawn")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("consignment_id", "order_id", "whole", "at"),
        .within("items", .told("allocation_id", "lot_id", "quantity")))

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// What was called off.
    public var items: [ConsignmentPart]
    /// Whether nothing is left of it.
    public var isWhole: Bool
    /// When.
    public var at: Instant

    /// Makes the event.
    public init(consignmentID: UUIDv7, orderID: UUIDv7, items: [ConsignmentPart], isWhole: Bool, at: Instant) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.items = items
        self.isWhole = isWhole
        self.at = at
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        items = try fields.field("items", event?.items)
        isWhole = try fields.field("whole", event?.isWhole)
        at = try fields.field("at", event?.at)
    }
}
