public import Eventing
public import Vocabulary

/// `run.planned`: a plan is in force for a vehicle.
public struct RunPlanned: Event {
    /// `throughtrain.logistics.run.planned.v1`.
    public static let type = EventType("logistics", "run", "planned")

    /// A stop of the plan.
    public struct Stop: Record {
        /// Its number, which no other stop of the run ever gets.
        public var stop: Int32
        /// The site or destination.
        public var site: UUIDv7
        /// When the vehicle is to be there.
        public var arrive: Instant
        /// When it is to leave.
        public var depart: Instant
        /// Whether no plan may change it any more.
        public var isFixed: Bool
        /// The consignments to load.
        public var load: [UUIDv7]
        /// The consignments to unload.
        public var unload: [UUIDv7]

        /// Makes a stop.
        public init(
            stop: Int32, site: UUIDv7, arrive: Instant, depart: Instant, isFixed: Bool, load: [UUIDv7],
            unload: [UUIDv7]
        ) {
            self.stop = stop
            self.site = site
            self.arrive = arrive
            self.depart = depart
            self.isFixed = isFixed
            self.load = load
            self.unload = unload
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ stop: Self?) throws(EventFault) {
            self.stop = try fields.field("stop", stop?.stop)
            site = try fields.field("site", stop?.site)
            arrive = try fields.field("arrive", stop?.arrive)
            depart = try fields.field("depart", stop?.depart, like: .example() + .minutes(10))
            isFixed = try fields.field("fixed", stop?.isFixed)
            load = try fields.field("load", stop?.load)
            unload = try fields.field("unload", stop?.unload)
        }
    }

    /// A consignment that the plan leaves where it is.
    public struct LeftOut: Record {
        /// The consignment.
        public var consignmentID: UUIDv7
        /// Why, as a code: no-band, too-large, too-late, no-vehicle.
        public var reason: String

        /// Makes one.
        public init(consignmentID: UUIDv7, reason: String) {
            self.consignmentID = consignmentID
            self.reason = reason
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ leftOut: Self?) throws(EventFault) {
            consignmentID = try fields.field("consignment_id", leftOut?.consignmentID)
            reason = try fields.field("reason", leftOut?.reason, like: "no-band")
        }
    }

    /// The run.
    public var runID: UUIDv7
    /// The number of the plan, from 1.
    public var plan: Int32
    /// The county that planned it.
    public var county: DivisionCode
    /// The vehicle.
    public var vehicle: UUIDv7
    /// When it sets out.
    public var startsAt: Instant
    /// When it is back.
    public var endsAt: Instant
    /// Its stops, in order.
    public var stops: [Stop]
    /// How full it is both ways.
    public var loadPermille: LoadPermille
    /// What the plan leaves where it is.
    public var leftOut: [LeftOut]

    /// Makes the event.
    public init(
        runID: UUIDv7, plan: Int32, county: DivisionCode, vehicle: UUIDv7, startsAt: Instant, endsAt: Instant,
        stops: [Stop], loadPermille: LoadPermille, leftOut: [LeftOut]
    ) {
        self.runID = runID
        self.plan = plan
        self.county = county
        self.vehicle = vehicle
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.stops = stops
        self.loadPermille = loadPermille
        self.leftOut = leftOut
    }

    /// The run.
    public var subject: String { runID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        runID = try fields.field("run_id", event?.runID)
        plan = try fields.field("plan", event?.plan)
        county = try fields.field("county", event?.county)
        vehicle = try fields.field("vehicle", event?.vehicle)
        startsAt = try fields.field("starts_at", event?.startsAt)
        endsAt = try fields.field("ends_at", event?.endsAt, like: .example() + .hours(6))
        stops = try fields.field("stops", event?.stops)
        loadPermille = try fields.field("load_permille", event?.loadPermille)
        leftOut = try fields.field("left_out", event?.leftOut)
    }
}
