public import Eventing
public import Vocabulary

/// `lane.updated`: what carriage from a county to a city takes, and costs.
public struct LaneUpdated: Event {
    /// `throughtrain.logistics.lane.updated.v1`.
    public static let type = EventType("logistics", "lane", "updated")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("lane_id", "origin", "hub", "city", "band", "cost", "cut_off", "valid_to", "basis"),
        .within("transit", .told("p50_min", "p90_min")))

    /// What the times rest on.
    public enum Basis: String, CodeFieldValue {
        /// On what was planned.
        case planned
        /// On runs that were driven.
        case measured
    }

    /// How long carriage takes, from collection to delivery, in minutes.
    public struct Transit: Record {
        /// Half of the goods arrive within it.
        public var medianMinutes: Int64
        /// Nine in ten arrive within it.
        public var ninetiethMinutes: Int64

        /// Makes a transit time.
        public init(medianMinutes: Int64, ninetiethMinutes: Int64) {
            self.medianMinutes = medianMinutes
            self.ninetiethMinutes = ninetiethMinutes
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ transit: Self?) throws(EventFault) {
            medianMinutes = try fields.field("p50_min", transit?.medianMinutes, like: 1_980)
            ninetiethMinutes = try fields.field("p90_min", transit?.ninetiethMinutes, like: 2_640)
        }
    }

    /// The lane.
    public var laneID: UUIDv7
    /// The county that the goods come from.
    public var origin: DivisionCode
    /// The county's hub.
    public var hub: UUIDv7
    /// The city that it leads to.
    public var city: DivisionCode
    /// What the goods are kept at all the way; absent if at no temperature of their own.
    public var band: Band?
    /// How long it takes.
    public var transit: Transit
    /// What it costs, in fen per kilogram.
    public var cost: Fen
    /// Until when goods must be ready to leave with the next run.
    public var cutOff: Instant
    /// When the promise ends.
    public var validTo: Instant
    /// What the times rest on.
    public var basis: Basis

    /// Makes the event.
    public init(
        laneID: UUIDv7, origin: DivisionCode, hub: UUIDv7, city: DivisionCode, band: Band? = nil, transit: Transit,
        cost: Fen, cutOff: Instant, validTo: Instant, basis: Basis
    ) {
        self.laneID = laneID
        self.origin = origin
        self.hub = hub
        self.city = city
        self.band = band
        self.transit = transit
        self.cost = cost
        self.cutOff = cutOff
        self.validTo = validTo
        self.basis = basis
    }

    /// The lane.
    public var subject: String { laneID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        laneID = try fields.field("lane_id", event?.laneID)
        origin = try fields.field("origin", event?.origin)
        hub = try fields.field("hub", event?.hub)
        city = try fields.field("city", event?.city, like: DivisionCode("310115"))
        band = try fields.optional("band", event?.band)
        transit = try fields.field("transit", event?.transit)
        cost = try fields.field("cost", event?.cost, like: 350)
        cutOff = try fields.field("cut_off", event?.cutOff, like: .example() + .hours(4))
        validTo = try fields.field("valid_to", event?.validTo, like: .example() + .hours(24))
        basis = try fields.field("basis", event?.basis)
    }
}
