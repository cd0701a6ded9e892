internal import LogisticsDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// A question for a county's planner in the making: which vehicles there are, and what they are to carry.
struct PlanningQuestion {
    /// The county whose goods and vehicles these are.
    let county: DivisionCode
    /// The vehicles that may be sent.
    let vehicles: [AvailableVehicle]
    /// Whether goods are carried even though they will be late, since late is better than never.
    let carriesLateGoods: Bool
    private let now: Instant
    /// From now until the last vehicle is back.
    private let span: TimeWindow
    private let area: ServiceArea
    private let sites: [UUIDv7: Site]
    private var requests: [TransportRequest] = []
    private var places: [UUIDv7: Place] = [:]

    /// How long a vehicle stands: ten minutes for the stop itself, five seconds for each consignment, which is scanned.
    private static let handling = HandlingTime(perStop: .minutes(10), perConsignment: .seconds(5))
    /// When buyers open their doors: from 08:00 to 21:00.
    private static let doors = OpeningHours.daily(from: 480, to: 1260)

    /// Begins a question, and reads the sites that it speaks of.
    init(
        of county: DivisionCode, vehicles: [AvailableVehicle], consignments: some Sequence<Consignment>,
        carryingLateGoods: Bool, at now: Instant, in transaction: PostgresTransaction
    ) async throws {
        self.county = county
        self.vehicles = vehicles
        self.now = now
        carriesLateGoods = carryingLateGoods
        span = TimeWindow(from: now, to: max(now, vehicles.map(\.shift.hours.to).max() ?? now))
        var ids = Set(vehicles.map(\.shift.baseID))
        for consignment in consignments {
            ids.insert(consignment.siteID)
            guard let itinerary = consignment.itinerary else { continue }
            ids.formUnion([itinerary.hubID, itinerary.destination.id])
            if let depot = itinerary.depotID { ids.insert(depot) }
        }
        let sites = try await SiteStore(transaction: transaction).load(ids.sorted())
        self.sites = Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) })
        area = ServiceArea(sites: sites, lanes: [], vehicles: [])
        for vehicle in vehicles { addPlace(vehicle.shift.baseID, nil) }
    }

    /// Where a place lies, if the question has it.
    func coordinate(of place: UUIDv7) -> Coordinate? { places[place]?.coordinate }

    /// Asks for the next leg of goods that wait at a site.
    mutating func ask(for consignment: Consignment) {
        guard let leg = leg(of: consignment, aboard: nil), leg.origin != .place(leg.destinationID) else { return }
        add(leg, of: consignment, from: leg.origin, latest: leg.dropOff.to)
    }

    /// Asks for the next leg of goods that are on board of a run, or will be before it drives on. There is no leaving
    /// them where they are: if they are late, they are unloaded late.
    mutating func ask(for consignment: Consignment, aboard run: Run, in compartment: Int32) {
        guard let leg = leg(of: consignment, aboard: run) else { return }
        add(
            leg, of: consignment, from: .onBoard(shiftID: run.shift.id, compartment: compartment),
            latest: max(leg.dropOff.to, run.shift.hours.to))
    }

    private func leg(of consignment: Consignment, aboard run: Run?) -> TransportRequest? {
        consignment.nextLeg(aboard: run, in: area, by: LogisticsService.travel, at: now)
    }

    private mutating func add(
        _ leg: TransportRequest, of consignment: Consignment, from origin: TransportOrigin, latest: Instant
    ) {
        if case .place(let id) = origin { addPlace(id, consignment) }
        addPlace(leg.destinationID, consignment)
        let earliest = max(earliestAtOrigin(of: origin), leg.pickUp.from)
        let lateness = carriesLateGoods ? span.to : earliest
        requests.append(
            TransportRequest(
                consignmentID: leg.consignmentID, origin: origin, destinationID: leg.destinationID, load: leg.load,
                band: leg.band, pickUp: TimeWindow(from: earliest, to: max(earliest, leg.pickUp.to, lateness)),
                dropOff: TimeWindow(from: earliest, to: max(earliest, latest, lateness)), priority: leg.priority,
                direction: leg.direction))
    }

    /// No vehicle of a shift that has begun is at a place sooner than it gets there from its base, where it is now.
    private func earliestAtOrigin(of origin: TransportOrigin) -> Instant {
        guard case .place(let id) = origin, let place = places[id]?.coordinate else { return now }
        let ways = vehicles.map { vehicle -> Span in
            guard vehicle.progress == nil, vehicle.shift.hours.from < now,
                let base = places[vehicle.shift.baseID]?.coordinate
            else { return .minutes(0) }
            return .minutes(LogisticsService.travel.minutes(from: base, to: place))
        }
        return now + (ways.min() ?? .minutes(0))
    }

    /// A site, or the door that a consignment goes to.
    private mutating func addPlace(_ id: UUIDv7, _ consignment: Consignment?) {
        guard places[id] == nil else { return }
        if let site = sites[id] {
            places[id] = Place(site, within: span)
        } else if let destination = consignment?.itinerary?.destination, destination.id == id {
            places[id] = Place(
                id: id, coordinate: destination.coordinate, openings: Self.doors.windows(within: span))
        }
    }

    /// Plans, and has the plan proved by the checker, which shares nothing with the planner.
    func answer() throws -> CheckedPlan {
        let problem = try PlanningProblem(
            county: county, places: Array(places.values), requests: requests, vehicles: vehicles,
            travel: LogisticsService.travel, handling: Self.handling)
        return try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
    }
}
