internal import Vocabulary

/// What one vehicle does, in the making: its visits in order, and what follows from them.
struct Route {
    let frame: RouteFrame
    private(set) var visits: [Visit] = []
    /// What is on board when the route begins, in all and by compartment.
    private(set) var startingLoad: CompartmentLoads
    /// The length of the whole route, back to the base.
    private(set) var metres: Int64 = 0

    init(_ frame: RouteFrame, on map: PlanningMap) {
        self.frame = frame
        startingLoad = CompartmentLoads(frame.compartments.count)
        reschedule(on: map)
    }

    /// Whether the vehicle is sent out, so that one more batch costs no vehicle.
    var isOpen: Bool { frame.isUnderWay || !visits.isEmpty }

    /// Goods that are on board when the route begins, whether or not they find a stop.
    mutating func carry(_ load: Load, in compartment: Int, on map: PlanningMap) {
        startingLoad.add(load, to: compartment)
        reschedule(on: map)
    }

    mutating func insert(_ batch: RequestBatch, at insertion: Insertion, on map: PlanningMap) {
        // From the back, so that the earlier spot keeps its number.
        place(Visit(unloading: batch, from: insertion.compartment), at: insertion.dropOff)
        if let pickUp = insertion.pickUp, case .point(let origin) = batch.origin {
            place(Visit(loading: batch, at: origin, into: insertion.compartment), at: pickUp)
        }
        reschedule(on: map)
    }

    private mutating func place(_ visit: Visit, at spot: Spot) {
        switch spot {
        case .before(let index): visits.insert(visit, at: index)
        case .joining(let index): visits[index].join(visit)
        }
    }

    /// Works out anew what follows from the order of the visits.
    private mutating func reschedule(on map: PlanningMap) {
        var (point, clock, load) = (frame.start, frame.startsAt, startingLoad)
        metres = 0
        for index in visits.indices {
            let visit = visits[index]
            let standing = map.standingTime(for: visit.handled)
            let arrival = clock + map.matrix.duration(point, visit.point)
            guard
                let start = map.earliestStart(
                    at: visit.point, from: arrival, lasting: standing, within: visit.window)
            else { preconditionFailure("an insertion was made that breaks the times of a route") }
            metres += map.matrix.metres(point, visit.point)
            load.apply(visit)
            (point, clock) = (visit.point, start + standing)
            visits[index].schedule(arrive: arrival, depart: clock, metres: metres, load: load)
        }
        metres += map.matrix.metres(point, frame.base)
        settleLatestStarts(on: map)
    }

    private mutating func settleLatestStarts(on map: PlanningMap) {
        var (next, limit) = (frame.base, frame.endsBy)
        for index in visits.indices.reversed() {
            let visit = visits[index]
            let leaving = limit - map.matrix.duration(visit.point, next)
            let standing = map.standingTime(for: visit.handled)
            guard
                let latest = map.latestStart(
                    at: visit.point, endingBy: leaving, lasting: standing, within: visit.window)
            else { preconditionFailure("an insertion was made that breaks the times of a route") }
            visits[index].latestStart = latest
            (next, limit) = (visit.point, latest)
        }
    }
}

/// One stop of a route in the making.
struct Visit {
    let point: Int
    private(set) var loads: [(batch: RequestBatch, compartment: Int)] = []
    private(set) var unloads: [(batch: RequestBatch, compartment: Int)] = []
    /// Within which everything is handled.
    private(set) var window: TimeWindow
    /// The earliest that the vehicle can be here, and can leave.
    private(set) var arrive = Instant(milliseconds: 0)
    private(set) var depart = Instant(milliseconds: 0)
    /// The latest that handling may begin without breaking what comes after.
    fileprivate(set) var latestStart = Instant(milliseconds: 0)
    /// The way from the route's beginning.
    private(set) var metres: Int64 = 0
    /// What is on board when it leaves.
    private(set) var load = CompartmentLoads(0)

    init(loading batch: RequestBatch, at point: Int, into compartment: Int) {
        self.point = point
        window = batch.pickUp
        loads = [(batch, compartment)]
        loadedCount = batch.requests.count
    }

    init(unloading batch: RequestBatch, from compartment: Int) {
        point = batch.destination
        window = batch.dropOff
        unloads = [(batch, compartment)]
        unloadedCount = batch.requests.count
    }

    /// How many consignments are loaded here, and unloaded.
    private(set) var loadedCount = 0
    private(set) var unloadedCount = 0
    var handled: Int { loadedCount + unloadedCount }

    mutating func join(_ other: Visit) {
        guard let shared = window.intersection(other.window)
        else { preconditionFailure("an insertion was made that breaks the times of a route") }
        window = shared
        loads += other.loads
        unloads += other.unloads
        loadedCount += other.loadedCount
        unloadedCount += other.unloadedCount
    }

    fileprivate mutating func schedule(arrive: Instant, depart: Instant, metres: Int64, load: CompartmentLoads) {
        (self.arrive, self.depart, self.metres, self.load) = (arrive, depart, metres, load)
    }
}

/// What is on board, in all and by compartment.
struct CompartmentLoads {
    private(set) var all = Load.none
    private var each: [Load]

    init(_ compartments: Int) {
        each = Array(repeating: .none, count: compartments)
    }

    mutating func add(_ load: Load, to compartment: Int) {
        all += load
        each[compartment] += load
    }

    mutating func apply(_ visit: Visit) {
        for (batch, compartment) in visit.unloads {
            all -= batch.load
            each[compartment] -= batch.load
        }
        for (batch, compartment) in visit.loads { add(batch.load, to: compartment) }
    }

    /// Whether a compartment, and the vehicle, can take more.
    func takes(_ load: Load, in compartment: Int, of frame: RouteFrame) -> Bool {
        (all + load).fits(in: frame.capacity)
            && (each[compartment] + load).fits(in: frame.compartments[compartment].capacity)
    }
}
