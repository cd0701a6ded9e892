public import Eventing
public import Vocabulary

/// `consignment.failed`: an attempt failed, or all of them.
public struct ConsignmentFailed: Event {
    /// `throughtrain.logistics.consignment.failed.v1`.
    public static let type = EventType("logistics", "consignment", "failed")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("consignment_id", "order_id", "stage", "attempt", "final", "reason", "custody", "next_attempt", "at"),
        .within("items", .told("allocation_id", "lot_id", "quantity", "goods")))

    /// A part of the way.
    public enum Stage: String, CodeFieldValue {
        /// At its station.
        case collect
        /// In vehicles and hubs.
        case carry
        /// At its destination.
        case deliver
    }

    /// Why an attempt failed.
    public enum Reason: String, CodeFieldValue {
        /// Nobody was there.
        case absent
        /// The goods were not there.
        case goodsMissing = "goods-missing"
        /// The goods were not sound.
        case spoiled
        /// The place was closed.
        case closed
        /// The buyer refused everything.
        case refused
        /// The road was blocked.
        case road
        /// The vehicle could not go on.
        case vehicle
        /// Nobody fetched it in time.
        case unclaimed
        /// It was lost on the way.
        case lost
    }

    /// Who answers for the goods.
    public enum Custody: String, CodeFieldValue {
        /// The producer, until the station has accepted and weighed them.
        case producer
        /// A station.
        case station
        /// The carrier: a vehicle, a hub or a depot.
        case carrier
        /// Nobody.
        case none
    }

    /// What is left of one allocation.
    public struct Item: Record {
        /// Where goods are.
        public enum Goods: String, CodeFieldValue {
            /// At a station.
            case atStation = "at-station"
            /// At a hub or depot.
            case atHub = "at-hub"
            /// In a vehicle.
            case onVehicle = "on-vehicle"
            /// Nowhere to be found.
            case lost
        }

        /// The allocation.
        public var allocationID: UUIDv7
        /// The lot that the goods come from.
        public var lotID: UUIDv7
        /// How much.
        public var quantity: Quantity
        /// Where it is.
        public var goods: Goods

        /// Makes an item.
        public init(allocationID: UUIDv7, lotID: UUIDv7, quantity: Quantity, goods: Goods) {
            self.allocationID = allocationID
            self.lotID = lotID
            self.quantity = quantity
            self.goods = goods
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            lotID = try fields.field("lot_id", item?.lotID)
            quantity = try fields.field("quantity", item?.quantity)
            goods = try fields.field("goods", item?.goods)
        }
    }

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// On which part of the way.
    public var stage: Stage
    /// Which attempt at that part it was, from 1.
    public var attempt: Int32
    /// Whether there is no other.
    public var isFinal: Bool
    /// Why.
    public var reason: Reason
    /// Who answers for the goods.
    public var custody: Custody
    /// What is left. What excursions have condemned was told by them and is not among it.
    public var items: [Item]
    /// When the next attempt is meant to be, if known.
    public var nextAttempt: Instant?
    /// When it failed.
    public var at: Instant

    /// Makes the event.
    public init(
        consignmentID: UUIDv7, orderID: UUIDv7, stage: Stage, attempt: Int32, isFinal: Bool, reason: Reason,
        custody: Custody, items: [Item], nextAttempt: Instant? = nil, at: Instant
    ) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.stage = stage
        self.attempt = attempt
        self.isFinal = isFinal
        self.reason = reason
        self.custody = custody
        self.items = items
        self.nextAttempt = nextAttempt
        self.at = at
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        stage = try fields.field("stage", event?.stage)
        attempt = try fields.field("attempt", event?.attempt, like: 1)
        isFinal = try fields.field("final", event?.isFinal)
        reason = try fields.field("reason", event?.reason)
        custody = try fields.field("custody", event?.custody)
        items = try fields.field("items", event?.items)
        nextAttempt = try fields.optional("next_attempt", event?.nextAttempt, like: .example() + .hours(24))
        at = try fields.field("at", event?.at)
    }
}
