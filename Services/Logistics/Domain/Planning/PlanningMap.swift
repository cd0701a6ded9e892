internal import Vocabulary

/// A problem in numbers: points instead of ids, ways measured once, vehicles by index.
struct PlanningMap {
    let matrix: TravelMatrix
    let handling: HandlingTime
    /// What each vehicle may do, in the problem's order.
    let frames: [RouteFrame]
    private let openings: [[TimeWindow]]
    private let places: [UUIDv7]
    private let pointOfPlace: [UUIDv7: Int]
    private let vehicleOfShift: [UUIDv7: Int]

    init(_ problem: PlanningProblem) {
        let places = problem.places.values.sorted { $0.id < $1.id }
        let points = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1.id, $0) })
        // A vehicle under way begins at a point of its own, after the places.
        var coordinates = places.map(\.coordinate)
        var frames: [RouteFrame] = []
        for available in problem.vehicles {
            let base = points[available.shift.baseID, default: 0]
            if let progress = available.progress {
                frames.append(RouteFrame(available, base: base, start: coordinates.count))
                coordinates.append(progress.position)
            } else {
                frames.append(RouteFrame(available, base: base, start: base))
            }
        }
        matrix = TravelMatrix(coordinates, by: problem.travel)
        handling = problem.handling
        openings = places.map(\.openings)
        self.places = places.map(\.id)
        self.frames = frames
        pointOfPlace = points
        vehicleOfShift = Dictionary(
            uniqueKeysWithValues: problem.vehicles.enumerated().map { ($1.shift.id, $0) })
    }

    /// The point of a place that the problem describes.
    func point(of place: UUIDv7) -> Int {
        guard let point = pointOfPlace[place] else { preconditionFailure("a planning problem describes its places") }
        return point
    }

    func place(at point: Int) -> UUIDv7 { places[point] }

    func origin(of request: TransportRequest) -> RequestBatch.Origin {
        switch request.origin {
        case .place(let id):
            return .point(point(of: id))
        case .onBoard(let shiftID, let number):
            guard let vehicle = vehicleOfShift[shiftID],
                let compartment = frames[vehicle].compartments.firstIndex(where: { $0.number == number })
            else { preconditionFailure("a planning problem describes its shifts") }
            return .onBoard(vehicle: vehicle, compartment: compartment)
        }
    }

    func standingTime(for consignments: Int) -> Span {
        .milliseconds(
            handling.perStop.milliseconds + handling.perConsignment.milliseconds * Int64(consignments))
    }

    /// Why none of the vehicles can hold a request.
    func reasonToLeave(_ request: TransportRequest) -> LeftOutReason {
        guard !frames.isEmpty else { return .noVehicle }
        let isKept = frames.contains { $0.compartments.contains { $0.keeps(request.band) } }
        return isKept ? .tooLarge : .noBand
    }

    /// The earliest that handling can begin at a point, given when the vehicle is there; nil if it cannot any more.
    func earliestStart(at point: Int, from arrival: Instant, lasting duration: Span, within window: TimeWindow)
        -> Instant?
    {
        for opening in openings[point] {
            let start = max(arrival, opening.from, window.from)
            if start + duration <= min(opening.to, window.to) { return start }
        }
        return nil
    }

    /// The latest that handling can begin at a point and be over by an instant; nil if it cannot at all.
    func latestStart(at point: Int, endingBy limit: Instant, lasting duration: Span, within window: TimeWindow)
        -> Instant?
    {
        for opening in openings[point].reversed() {
            let start = min(opening.to, window.to, limit) - duration
            if start >= max(opening.from, window.from) { return start }
        }
        return nil
    }
}

/// What a route may not go beyond: where and when it begins and ends, and what the vehicle holds.
struct RouteFrame {
    let start: Int
    let startsAt: Instant
    let base: Int
    let endsBy: Instant
    let isUnderWay: Bool
    let capacity: Load
    let compartments: [Compartment]

    init(_ available: AvailableVehicle, base: Int, start: Int) {
        self.start = start
        self.base = base
        let earliest = available.shift.hours.from
        startsAt = available.progress.map { max($0.freeFrom, earliest) } ?? earliest
        endsBy = available.shift.hours.to
        isUnderWay = available.progress != nil
        capacity = available.vehicle.capacity
        compartments = available.vehicle.compartments
    }

    func holds(_ load: Load, in band: Band?) -> Bool {
        load.fits(in: capacity) && compartments.contains { $0.keeps(band) && load.fits(in: $0.capacity) }
    }
}
