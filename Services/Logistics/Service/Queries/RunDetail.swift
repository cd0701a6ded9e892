public import Eventing
internal import LogisticsDomain
public import LogisticsEvents
public import Postgres
internal import Runtime
public import Vocabulary

/// A run as its dispatcher and its driver look at it.
public struct RunDetail: Record {
    /// Its id.
    public var runID: UUIDv7
    /// The county that planned it.
    public var county: DivisionCode
    /// The shift that it is driven in.
    public var shiftID: UUIDv7
    /// The vehicle.
    public var vehicleID: UUIDv7
    /// The driver.
    public var driverID: UUIDv7
    /// `planned`, `cancelled`, `under-way`, `interrupted` or `ended`.
    public var state: String
    /// The number of the plan in force.
    public var plan: Int32
    /// When it sets out.
    public var startsAt: Instant
    /// When it is back, by the plan in force.
    public var endsAt: Instant
    /// How full it is both ways, in thousandths.
    public var loadPermille: LoadPermille
    /// The whole way by the plan in force, in metres.
    public var metres: Int64
    /// Its stops, in order.
    public var stops: [StopDetail]
    /// How many consignments are on board.
    public var onBoard: Int64
    /// What its driver said in vain, for it contradicts what was done since; the dispatcher is to look into it.
    public var contradictions: [ContradictionDetail]

    init(_ run: Run, names: [UUIDv7: StationNotice.Name], _ contradictions: [ContradictionDetail]) {
        runID = run.id
        county = run.county
        shiftID = run.shift.id
        vehicleID = run.shift.vehicleID
        driverID = run.shift.driverID
        state = run.state.rawValue
        plan = run.plan
        startsAt = run.startsAt
        endsAt = run.endsAt
        loadPermille = LoadPermille(run.loadFactor)
        metres = run.stops.reduce(run.returnMetres) { $0 + $1.metres }
        stops = run.stops.map { StopDetail($0, names: names) }
        onBoard = Int64(run.onBoard.count)
        self.contradictions = contradictions
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        runID = try fields.field("run_id", detail?.runID)
        county = try fields.field("county", detail?.county)
        shiftID = try fields.field("shift_id", detail?.shiftID)
        vehicleID = try fields.field("vehicle_id", detail?.vehicleID)
        driverID = try fields.field("driver_id", detail?.driverID)
        state = try fields.field("state", detail?.state)
        plan = try fields.field("plan", detail?.plan)
        startsAt = try fields.field("starts_at", detail?.startsAt)
        endsAt = try fields.field("ends_at", detail?.endsAt)
        loadPermille = try fields.field("load_permille", detail?.loadPermille)
        metres = try fields.field("metres", detail?.metres)
        stops = try fields.field("stops", detail?.stops)
        onBoard = try fields.field("on_board", detail?.onBoard)
        contradictions = try fields.field("contradictions", detail?.contradictions)
    }
}

/// A stop of a run.
public struct StopDetail: Record {
    /// Its number, which no other stop of the run ever gets.
    public var stop: Int32
    /// The site or destination.
    public var placeID: UUIDv7
    /// What the site is called; absent of a buyer's door, of which only the driver need know more.
    public var name: StationNotice.Name?
    /// `open`, `under-service`, `served` or `failed`.
    public var state: String
    /// When the vehicle is to be there.
    public var arrive: Instant
    /// When it is to leave.
    public var depart: Instant
    /// When it got there.
    public var arrivedAt: Instant?
    /// When it was served or failed.
    public var endedAt: Instant?
    /// The way from the stop before, in metres.
    public var metres: Int64
    /// What is to be loaded.
    public var loads: [UUIDv7]
    /// What is to be unloaded.
    public var unloads: [UUIDv7]

    init(_ stop: Stop, names: [UUIDv7: StationNotice.Name]) {
        self.stop = stop.number
        placeID = stop.placeID
        name = names[stop.placeID]
        state = stop.state.rawValue
        arrive = stop.arrive
        depart = stop.depart
        arrivedAt = stop.arrivedAt
        endedAt = stop.endedAt
        metres = stop.metres
        loads = stop.loads.map(\.consignmentID)
        unloads = stop.unloads
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        stop = try fields.field("stop", detail?.stop)
        placeID = try fields.field("place_id", detail?.placeID)
        name = try fields.optional("name", detail?.name)
        state = try fields.field("state", detail?.state)
        arrive = try fields.field("arrive", detail?.arrive)
        depart = try fields.field("depart", detail?.depart)
        arrivedAt = try fields.optional("arrived_at", detail?.arrivedAt)
        endedAt = try fields.optional("ended_at", detail?.endedAt)
        metres = try fields.field("metres", detail?.metres)
        loads = try fields.field("loads", detail?.loads)
        unloads = try fields.field("unloads", detail?.unloads)
    }
}

/// What a driver said in vain.
public struct ContradictionDetail: Record {
    /// The command.
    public var commandID: UUIDv7
    /// The stop that it speaks of.
    public var stop: Int32
    /// When it was true, as the driver says.
    public var at: Instant
    /// `arrive`, `serve` or `fail`.
    public var act: String
    /// What it contradicts; absent if it took effect but for some goods.
    public var contradiction: String?
    /// Goods of which it was said in vain, since they had gone another way.
    public var unheeded: [UUIDv7]

    init(_ row: (UUIDv7, Int32, Instant, String, Contradiction?, [UUIDv7])) {
        (commandID, stop, at, act, unheeded) = (row.0, row.1, row.2, row.3, row.5)
        contradiction = row.4?.rawValue
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        commandID = try fields.field("command_id", detail?.commandID)
        stop = try fields.field("stop", detail?.stop)
        at = try fields.field("at", detail?.at)
        act = try fields.field("act", detail?.act)
        contradiction = try fields.optional("contradiction", detail?.contradiction)
        unheeded = try fields.field("unheeded", detail?.unheeded)
    }
}

extension LogisticsService {
    /// How a run stands.
    public func runDetail(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> RunDetail {
        guard let run = try await RunStore(transaction: transaction).load([id], .none).first else {
            throw Problem.notFound("run \(id)")
        }
        let said = try await transaction.query(
            """
            SELECT id, stop, at, act, contradiction, unheeded FROM driver_command
            WHERE run = \(id) AND (contradiction IS NOT NULL OR unheeded <> '{}')
            ORDER BY at, number LIMIT \(Int64(maximumListLength))
            """
        ).decode(UUIDv7.self, Int32.self, Instant.self, String.self, Contradiction?.self, [UUIDv7].self)
        let sites = try await SiteStore(transaction: transaction).load(Set(run.stops.map(\.placeID)).sorted())
        let names = sites.map { site in
            (site.id, StationNotice.Name(chinese: site.profile.name.chinese, english: site.profile.name.english))
        }
        return RunDetail(
            run, names: Dictionary(uniqueKeysWithValues: names), said.map { ContradictionDetail($0) })
    }
}
