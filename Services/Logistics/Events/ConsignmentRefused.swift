public import Eventing
public import Vocabulary

/// `consignment.refused`: it cannot be carried.
public struct ConsignmentRefused: Event {
    /// `throughtrain.logistics.consignment.refused.v1`.
    public static let type = EventType("logistics", "consignment", "refused")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("consignment_id", "order_id", "reason"), .within("items", .told("allocation_id", "lot_id", "quantity")))

    /// Why it cannot be carried.
    public enum Reason: String, CodeFieldValue {
        /// No lane leads there.
        case noLane = "no-lane"
        /// Somewhere on the way nothing keeps it at its temperature.
        case noBand = "no-band"
        /// Its deadline cannot be met.
        case tooLate = "too-late"
        /// No vehicle's compartment can hold it.
        case tooLarge = "too-large"
        /// Nobody knows the destination.
        case unknownDestination = "unknown-destination"
    }

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// Why.
    public var reason: Reason
    /// The goods.
    public var items: [ConsignmentPart]

    /// Makes the event.
    public init(consignmentID: UUIDv7, orderID: UUIDv7, reason: Reason, items: [ConsignmentPart]) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.reason = reason
        self.items = items
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        reason = try fields.field("reason", event?.reason)
        items = try fields.field("items", event?.items)
    }
}
