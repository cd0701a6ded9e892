public import Eventing
public import Vocabulary

/// `consignment.accepted`: logistics takes it on.
public struct ConsignmentAccepted: Event {
    /// `throughtrain.logistics.consignment.accepted.v1`.
    public static let type = EventType("logistics", "consignment", "accepted")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told(
            "consignment_id", "order_id", "direction", "hub", "band", "gross_g", "volume_ml", "collect_from",
            "collect_to",
            "deliver_by", "accepted_at"),
        .withheld("origin"), .within("destination", .told("kind", "city")))

    /// Which way it goes.
    public enum Direction: String, CodeFieldValue {
        /// From a village to a city.
        case up
        /// From a city to a village.
        case down
    }

    /// Where it goes, as far as others need to know.
    public struct Destination: Record {
        /// What kind of place it is.
        public enum Kind: String, CodeFieldValue {
            /// A buyer's address.
            case address
            /// A station, where the buyer picks it up.
            case station
            /// A city's depot.
            case depot
        }

        /// What kind of place it is.
        public var kind: Kind
        /// Its city or county.
        public var city: DivisionCode

        /// Makes a destination.
        public init(kind: Kind, city: DivisionCode) {
            self.kind = kind
            self.city = city
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ destination: Self?) throws(EventFault) {
            kind = try fields.field("kind", destination?.kind)
            city = try fields.field("city", destination?.city, like: DivisionCode("310115"))
        }
    }

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// Which way it goes.
    public var direction: Direction
    /// The station that it starts from. Left out of the partner edition.
    public var origin: UUIDv7
    /// The county's hub that it goes over.
    public var hub: UUIDv7
    /// Where it goes.
    public var destination: Destination
    /// What it is kept at; absent if it bears any temperature.
    public var band: Band?
    /// What it weighs with packing, in grams.
    public var grossG: Int64
    /// The room that it takes, in millilitres.
    public var volumeMl: Int64
    /// When it can be collected.
    public var collectFrom: Instant
    /// When it must be collected to arrive in time.
    public var collectTo: Instant
    /// When it must have arrived.
    public var deliverBy: Instant
    /// When it was taken on.
    public var acceptedAt: Instant

    /// Makes the event.
    public init(
        consignmentID: UUIDv7, orderID: UUIDv7, direction: Direction, origin: UUIDv7, hub: UUIDv7,
        destination: Destination, band: Band? = nil, grossG: Int64, volumeMl: Int64, collectFrom: Instant,
        collectTo: Instant, deliverBy: Instant, acceptedAt: Instant
    ) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.direction = direction
        self.origin = origin
        self.hub = hub
        self.destination = destination
        self.band = band
        self.grossG = grossG
        self.volumeMl = volumeMl
        self.collectFrom = collectFrom
        self.collectTo = collectTo
        self.deliverBy = deliverBy
        self.acceptedAt = acceptedAt
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        direction = try fields.field("direction", event?.direction)
        origin = try fields.field("origin", event?.origin)
        hub = try fields.field("hub", event?.hub)
        destination = try fields.field("destination", event?.destination)
        band = try fields.optional("band", event?.band)
        grossG = try fields.field("gross_g", event?.grossG, like: 1350)
        volumeMl = try fields.field("volume_ml", event?.volumeMl, like: 2200)
        collectFrom = try fields.field("collect_from", event?.collectFrom, like: .example() + .hours(1))
        collectTo = try fields.field("collect_to", event?.collectTo, like: .example() + .hours(5))
        deliverBy = try fields.field("deliver_by", event?.deliverBy, like: .example() + .hours(72))
        acceptedAt = try fields.field("accepted_at", event?.acceptedAt)
    }
}
