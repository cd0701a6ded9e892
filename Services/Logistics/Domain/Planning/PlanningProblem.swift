public import Vocabulary

/// What a county's vehicles have to do: the question that a planner answers and a checker holds the answer against.
public struct PlanningProblem: Sendable {
    /// The county whose goods and vehicles these are.
    public let county: DivisionCode
    /// Every place that a request or a shift names, by id.
    public let places: [UUIDv7: Place]
    /// One for each consignment that waits for its next leg, in no order.
    public let requests: [TransportRequest]
    /// The vehicles that may be sent, each with a shift.
    public let vehicles: [AvailableVehicle]
    /// How far and how long the ways are.
    public let travel: TravelTime
    /// How long handling takes at a stop.
    public let handling: HandlingTime

    /// Puts a question.
    public init(
        county: DivisionCode, places: [Place], requests: [TransportRequest], vehicles: [AvailableVehicle],
        travel: TravelTime, handling: HandlingTime
    ) throws(PlanningFault) {
        self.county = county
        self.places = Dictionary(places.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        self.requests = requests
        self.vehicles = vehicles
        self.travel = travel
        self.handling = handling
        try validate()
    }

    private func validate() throws(PlanningFault) {
        var shifts: [UUIDv7: Vehicle] = [:]
        for available in vehicles {
            guard available.shift.vehicleID == available.vehicle.id else { throw .shiftOfAnother(available.shift.id) }
            guard shifts.updateValue(available.vehicle, forKey: available.shift.id) == nil
            else { throw .shiftTwice(available.shift.id) }
            guard places[available.shift.baseID] != nil else { throw .unknownPlace(available.shift.baseID) }
        }
        var consignments: Set<UUIDv7> = []
        for request in requests {
            guard consignments.insert(request.consignmentID).inserted
            else { throw .consignmentTwice(request.consignmentID) }
            guard places[request.destinationID] != nil else { throw .unknownPlace(request.destinationID) }
            switch request.origin {
            case .place(request.destinationID):
                throw .noWayToGo(request.consignmentID)
            case .place(let id):
                guard places[id] != nil else { throw .unknownPlace(id) }
            case .onBoard(let shiftID, let compartment):
                guard shifts[shiftID]?.compartment(compartment) != nil else { throw .unknownShift(shiftID) }
            }
        }
    }
}

/// What makes a question for a planner meaningless.
public enum PlanningFault: Error, Sendable, Equatable {
    /// A request or a shift names a place that is not described.
    case unknownPlace(UUIDv7)
    /// A consignment is on board of a shift or a compartment that is not described.
    case unknownShift(UUIDv7)
    /// A shift belongs to another vehicle than it is listed with.
    case shiftOfAnother(UUIDv7)
    /// A shift is listed twice.
    case shiftTwice(UUIDv7)
    /// A consignment has two requests.
    case consignmentTwice(UUIDv7)
    /// A consignment is where it is to go.
    case noWayToGo(UUIDv7)
}

/// Somewhere that a vehicle can stop: a site, or a destination.
public struct Place: Sendable, Equatable, Identifiable {
    /// The id of the site or destination.
    public let id: UUIDv7
    /// Where it lies.
    public let coordinate: Coordinate
    /// When goods can be handled there, in order, none touching the next.
    public let openings: [TimeWindow]

    /// Makes a place.
    public init(id: UUIDv7, coordinate: Coordinate, openings: [TimeWindow]) {
        self.id = id
        self.coordinate = coordinate
        self.openings = openings
    }

    /// A site, with its opening hours within a span of time.
    public init(_ site: Site, within span: TimeWindow) {
        self.init(id: site.id, coordinate: site.profile.coordinate, openings: site.profile.hours.windows(within: span))
    }
}

/// How long a vehicle stands at a stop: a time of its own, and some for each consignment that is loaded or unloaded.
public struct HandlingTime: Sendable, Equatable {
    /// For the stop.
    public let perStop: Span
    /// For each consignment.
    public let perConsignment: Span

    /// Makes a handling time.
    public init(perStop: Span, perConsignment: Span) {
        self.perStop = perStop
        self.perConsignment = perConsignment
    }
}

/// A vehicle in one shift, at its base or under way.
public struct AvailableVehicle: Sendable, Equatable {
    /// The vehicle.
    public let vehicle: Vehicle
    /// Its shift, which names its base and its hours.
    public let shift: Shift
    /// How far its run has come; nil for a vehicle that has not left.
    public let progress: RunProgress?

    /// Makes an available vehicle.
    public init(vehicle: Vehicle, shift: Shift, progress: RunProgress? = nil) {
        self.vehicle = vehicle
        self.shift = shift
        self.progress = progress
    }
}

/// How far a run has come. What it has executed is no part of a plan any more, so that no plan can change it.
public struct RunProgress: Sendable, Equatable {
    /// The run.
    public let runID: UUIDv7
    /// The plan in force.
    public let plan: Int32
    /// The stops executed and under service, by number.
    public let settledStops: [Int32]
    /// Where the vehicle is, or will be when it is free.
    public let position: Coordinate
    /// When it can drive on.
    public let freeFrom: Instant

    /// Makes a progress.
    public init(runID: UUIDv7, plan: Int32, settledStops: [Int32], position: Coordinate, freeFrom: Instant) {
        self.runID = runID
        self.plan = plan
        self.settledStops = settledStops
        self.position = position
        self.freeFrom = freeFrom
    }
}
