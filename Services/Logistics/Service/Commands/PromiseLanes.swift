internal import Delivery
public import Eventing
internal import LogisticsDomain
internal import LogisticsEvents
public import Postgres
public import Runtime
public import Vocabulary

/// Lanes to be promised.
public struct LaneSheet: Record {
    /// What carriage from a hub to a city is to be.
    public struct Entry: Record {
        /// The hub that it begins at.
        public var hub: UUIDv7
        /// The city that it leads to.
        public var city: DivisionCode
        /// A point that stands for the city: degrees east x 10^7, WGS-84.
        public var longitude: Int32
        /// Degrees north x 10^7, WGS-84.
        public var latitude: Int32
        /// The depot that onward runs unload at; absent if they go to the destinations themselves.
        public var depot: UUIDv7?
        /// What goods are kept at all the way; absent if at no temperature of their own.
        public var band: Band?
        /// How long a collection round takes, in minutes.
        public var collectionMin: Int64
        /// How long goods stay at the hub, in minutes.
        public var sortingMin: Int64
        /// What it costs, in fen per kilogram.
        public var cost: Fen
        /// Until when goods must be ready to leave with the next run.
        public var cutOff: Instant
        /// When the promise ends.
        public var validTo: Instant

        /// Describes a lane.
        public init(
            hub: UUIDv7, city: DivisionCode, longitude: Int32, latitude: Int32, depot: UUIDv7? = nil,
            band: Band? = nil, collectionMin: Int64, sortingMin: Int64, cost: Fen, cutOff: Instant, validTo: Instant
        ) {
            self.hub = hub
            self.city = city
            self.longitude = longitude
            self.latitude = latitude
            self.depot = depot
            self.band = band
            self.collectionMin = collectionMin
            self.sortingMin = sortingMin
            self.cost = cost
            self.cutOff = cutOff
            self.validTo = validTo
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            hub = try fields.field("hub", entry?.hub)
            city = try fields.field("city", entry?.city)
            longitude = try fields.field("longitude", entry?.longitude)
            latitude = try fields.field("latitude", entry?.latitude)
            depot = try fields.optional("depot", entry?.depot)
            band = try fields.optional("band", entry?.band)
            collectionMin = try fields.field("collection_min", entry?.collectionMin)
            sortingMin = try fields.field("sorting_min", entry?.sortingMin)
            cost = try fields.field("cost", entry?.cost)
            cutOff = try fields.field("cut_off", entry?.cutOff)
            validTo = try fields.field("valid_to", entry?.validTo)
        }
    }

    /// All of them.
    public var lanes: [Entry]

    /// Makes it of entries.
    public init(_ lanes: [Entry]) {
        self.lanes = lanes
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        lanes = try fields.field("lanes", sheet?.lanes)
    }
}

extension LogisticsService {
    /// UPDATE: promises carriage from hubs to cities: all of it, or nothing. The same way in the same band is the same
    /// lane, promised anew.
    public func promiseLanes(
        _ sheet: LaneSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.lanes.count, field: "lanes")
        let ends = Set(sheet.lanes.map(\.hub) + sheet.lanes.compactMap(\.depot)).sorted()
        let found = try await SiteStore(transaction: transaction).load(ends, .share)
        let sites = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        for hub in sheet.lanes.compactMap({ sites[$0.hub]?.profile }) {
            try context.caller.expect(hub.county, field: "hub")
        }
        let store = LaneStore(transaction: transaction)
        var ids = Dictionary(
            uniqueKeysWithValues: try await store.lock(from: ends).map { (LaneWay($0), $0.id) })
        var lanes: [Lane] = []
        var events: [PendingEvent] = []
        for entry in sheet.lanes {
            let way = LaneWay(entry)
            let lane = try entry.lane(ids[way] ?? .make(), between: sites)
            guard !lanes.contains(where: { $0.id == lane.id }) else {
                throw Problem(422, "repeated", "lanes has the way to \(entry.city) twice", field: "lanes")
            }
            ids[way] = lane.id
            lanes.append(lane)
            events.append(try PendingEvent(LaneUpdated(lane)))
        }
        try store.save(lanes)
        let act = Act(context)
        try HistoryStore(transaction: transaction).append(lanes.map { HistoryEntry(.lane, $0.id, "promise", act) })
        for lane in lanes { try AuditTrail.record("promise-lane", on: "\(lane.id)", by: context, in: transaction) }
        return Told(IDList(lanes.map(\.id)), events)
    }
}

/// What makes two promises the same lane.
private struct LaneWay: Hashable {
    let hub: UUIDv7
    let city: DivisionCode
    let depot: UUIDv7?
    let band: Band?

    init(_ lane: Lane) {
        (hub, city, depot, band) = (lane.hubID, lane.city, lane.depotID, lane.band)
    }

    init(_ entry: LaneSheet.Entry) {
        (hub, city, depot, band) = (entry.hub, entry.city, entry.depot, entry.band)
    }
}

extension LaneSheet.Entry {
    /// The lane that it describes.
    fileprivate func lane(_ id: UUIDv7, between sites: [UUIDv7: Site]) throws -> Lane {
        guard let from = sites[hub] else { throw Problem.unknown("station \(hub)", field: "hub") }
        if let depot {
            guard let site = sites[depot], site.state == .open, site.profile.kind == .depot else {
                throw Problem(422, "depot-expected", "\(depot) is no open depot; open the city's depot", field: "depot")
            }
        }
        try Bounds.check(collectionMin, upTo: Bounds.minutes, field: "collection_min")
        try Bounds.check(sortingMin, upTo: Bounds.minutes, field: "sorting_min")
        try Bounds.check(cost, upTo: Bounds.price, field: "cost")
        try Bounds.check(band, field: "band")
        return try Lane.planned(
            id: id, from: from, to: city, at: try Bounds.point(longitude: longitude, latitude: latitude), over: depot,
            band: band, collection: collectionMin, sorting: sortingMin, fenPerKilogram: cost, cutOff: cutOff,
            validTo: validTo, by: LogisticsService.travel)
    }
}
