public import Eventing
internal import LogisticsDomain
public import Vocabulary

/// A consignment as lists show it.
public struct ConsignmentSummary: Record {
    /// Its identifier.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// Where it stands: `accepted`, `refused`, `planned`, `on-board`, `at-hub`, `waiting`, `delivered`, `failed` or
    /// `withdrawn`.
    public var state: String
    /// The station that it starts from.
    public var origin: UUIDv7
    /// Where it goes: an address, a station or a depot.
    public var destinationID: UUIDv7
    /// `address`, `station` or `depot`.
    public var destinationKind: String
    /// The city that it goes to.
    public var city: DivisionCode
    /// What it is kept at; absent if it bears any temperature.
    public var band: Band?
    /// The site that it is at, or that it left last.
    public var site: UUIDv7
    /// The run that is to load it or has it on board.
    public var runID: UUIDv7?
    /// The hub that it goes over; absent if it was refused.
    public var hub: UUIDv7?
    /// The city's depot, if it goes over one.
    public var depot: UUIDv7?
    /// When it can be collected.
    public var readyFrom: Instant
    /// When it must be collected to arrive in time; absent if it was refused.
    public var collectTo: Instant?
    /// When it must have arrived.
    public var deliverBy: Instant
    /// What is still carried of it weighs so much, in grams.
    public var grossG: Int64
    /// The room that this takes, in millilitres.
    public var volumeMl: Int64
    /// When it is no longer kept for its buyer.
    public var pickUpBy: Instant?

    init(_ consignment: Consignment) {
        let request = consignment.request
        let load = consignment.itinerary == nil ? Load.none : consignment.load
        consignmentID = consignment.id
        orderID = request.orderID
        state = consignment.state.rawValue
        origin = request.originID
        destinationID = request.destinationID
        destinationKind = request.destinationKind.rawValue
        city = request.city
        band = request.band
        site = consignment.siteID
        runID = consignment.runID
        hub = consignment.itinerary?.hubID
        depot = consignment.itinerary?.depotID
        readyFrom = request.readyFrom
        collectTo = consignment.itinerary?.collect.to
        deliverBy = request.deliverBy
        grossG = load.grams
        volumeMl = load.millilitres
        pickUpBy = consignment.pickUp?.deadline
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ summary: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", summary?.consignmentID)
        orderID = try fields.field("order_id", summary?.orderID)
        state = try fields.field("state", summary?.state)
        origin = try fields.field("origin", summary?.origin)
        destinationID = try fields.field("destination_id", summary?.destinationID)
        destinationKind = try fields.field("destination_kind", summary?.destinationKind)
        city = try fields.field("city", summary?.city)
        band = try fields.optional("band", summary?.band)
        site = try fields.field("site", summary?.site)
        runID = try fields.optional("run_id", summary?.runID)
        hub = try fields.optional("hub", summary?.hub)
        depot = try fields.optional("depot", summary?.depot)
        readyFrom = try fields.field("ready_from", summary?.readyFrom)
        collectTo = try fields.optional("collect_to", summary?.collectTo)
        deliverBy = try fields.field("deliver_by", summary?.deliverBy)
        grossG = try fields.field("gross_g", summary?.grossG)
        volumeMl = try fields.field("volume_ml", summary?.volumeMl)
        pickUpBy = try fields.optional("pick_up_by", summary?.pickUpBy)
    }
}
