public import Eventing
public import Vocabulary

/// `consignment.arrived`: it waits at its pick-up station.
public struct ConsignmentArrived: Event {
    /// `throughtrain.logistics.consignment.arrived.v1`.
    public static let type = EventType("logistics", "consignment", "arrived")

    /// The partner that sent the order is told of it; at which station it knows, since it named it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("consignment_id", "order_id", "pick_up_by"), .withheld("station_id"))

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// The station.
    public var stationID: UUIDv7
    /// When it is no longer kept.
    public var pickUpBy: Instant

    /// Makes the event.
    public init(consignmentID: UUIDv7, orderID: UUIDv7, stationID: UUIDv7, pickUpBy: Instant) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.stationID = stationID
        self.pickUpBy = pickUpBy
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        stationID = try fields.field("station_id", event?.stationID)
        pickUpBy = try fields.field("pick_up_by", event?.pickUpBy, like: .example() + .hours(72))
    }
}
