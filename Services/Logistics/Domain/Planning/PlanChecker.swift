internal import Vocabulary

/// Proves a plan sound, or names what is wrong with it.
///
/// It drives every run as written, stop by stop, with ways measured anew and loads weighed consignment by consignment.
/// It shares no line with the planner: batches, matrices and latest starts are unknown here.
public struct PlanChecker: Sendable {
    /// Makes a checker.
    public init() {}

    /// Checks a plan against the problem that it answers.
    /// - Throws: every fault found.
    public func check(_ plan: RoutePlan, against problem: PlanningProblem) throws(UnsoundPlan) -> CheckedPlan {
        let vehicles = Dictionary(problem.vehicles.map { ($0.shift.id, $0) }, uniquingKeysWith: { $1 })
        let requests = Dictionary(
            problem.requests.map { ($0.consignmentID, $0) }, uniquingKeysWith: { $1 })
        var faults: [PlanFault] = []
        var ledger = ServiceLedger()
        var driven: Set<UUIDv7> = []
        var runs: [CheckedRun] = []
        for run in plan.runs {
            guard let vehicle = vehicles[run.shiftID] else {
                faults.append(.unknownShift(run.shiftID))
                continue
            }
            if !driven.insert(run.shiftID).inserted { faults.append(.shiftTwice(run.shiftID)) }
            var drive = TestDrive(run, of: vehicle, in: problem, requests: requests)
            drive.drive(recordingIn: &ledger)
            faults += drive.faults
            runs.append(
                CheckedRun(
                    county: problem.county, shift: vehicle.shift, progress: vehicle.progress, planned: run,
                    loadFactor: drive.loadFactor))
        }
        faults += ledger.faults(requests: problem.requests, leftOut: plan.leftOut)
        guard faults.isEmpty else { throw UnsoundPlan(faults: faults) }
        return CheckedPlan(runs: runs, leftOut: plan.leftOut)
    }
}

/// Who was served, over all runs: each consignment once.
private struct ServiceLedger {
    private var loaded: [UUIDv7: Int] = [:]
    private var unloaded: [UUIDv7: Int] = [:]

    mutating func load(_ consignment: UUIDv7) { loaded[consignment, default: 0] += 1 }
    mutating func unload(_ consignment: UUIDv7) { unloaded[consignment, default: 0] += 1 }

    func faults(requests: [TransportRequest], leftOut: [LeftOut]) -> [PlanFault] {
        let known = Set(requests.map(\.consignmentID))
        let left = Dictionary(grouping: leftOut, by: \.consignmentID).mapValues(\.count)
        var faults = leftOut.map(\.consignmentID).filter { !known.contains($0) }.map(PlanFault.unknownConsignment)
        for request in requests {
            let id = request.consignmentID
            let (loads, unloads) = (loaded[id, default: 0], unloaded[id, default: 0])
            switch max(loads, unloads) + left[id, default: 0] {
            case 0: faults.append(.forgotten(id))
            case 1: break
            default: faults.append(.servedTwice(id))
            }
        }
        return faults
    }
}

/// One run, driven as it is written.
private struct TestDrive {
    private let run: PlannedRun
    private let vehicle: AvailableVehicle
    private let problem: PlanningProblem
    private let requests: [UUIDv7: TransportRequest]
    /// What is on board, and in which compartment.
    private var onBoard: [UUIDv7: Int32] = [:]
    private(set) var faults: [PlanFault] = []
    private(set) var loadFactor = LoadFactor(up: 0, down: 0)

    private var shift: UUIDv7 { run.shiftID }

    init(
        _ run: PlannedRun, of vehicle: AvailableVehicle, in problem: PlanningProblem,
        requests: [UUIDv7: TransportRequest]
    ) {
        self.run = run
        self.vehicle = vehicle
        self.problem = problem
        self.requests = requests
        for request in problem.requests {
            if case .onBoard(run.shiftID, let compartment) = request.origin {
                onBoard[request.consignmentID] = compartment
            }
        }
    }

    mutating func drive(recordingIn ledger: inout ServiceLedger) {
        checkStart()
        var position = vehicle.progress?.position ?? problem.places[vehicle.shift.baseID]?.coordinate
        var departure = run.startsAt
        for (index, stop) in run.stops.enumerated() {
            guard let place = problem.places[stop.placeID] else {
                faults.append(.unknownPlace(shift: shift, stop: index))
                continue
            }
            checkWay(from: position, at: departure, to: place, stop, index)
            checkHandling(at: place, stop, index)
            unload(stop, at: place, recordingIn: &ledger)
            load(stop, index, at: place, recordingIn: &ledger)
            weigh(index)
            position = place.coordinate
            departure = stop.depart
        }
        checkReturn(from: position, at: departure)
        let shifted = run.stops.flatMap(\.loads).map(\.consignmentID)
        faults += shifted.filter { onBoard[$0] != nil }.map(PlanFault.neverUnloaded)
    }

    private mutating func checkStart() {
        let earliest = vehicle.progress.map { max($0.freeFrom, vehicle.shift.hours.from) } ?? vehicle.shift.hours.from
        if run.startsAt < earliest { faults.append(.startsTooEarly(shift)) }
    }

    private mutating func checkWay(
        from position: Coordinate?, at departure: Instant, to place: Place, _ stop: PlannedStop, _ index: Int
    ) {
        guard let position else { return }
        let minutes = problem.travel.minutes(from: position, to: place.coordinate)
        if stop.arrive - departure < .minutes(minutes) { faults.append(.arrivesTooSoon(shift: shift, stop: index)) }
        if stop.metres != problem.travel.metres(from: position, to: place.coordinate) {
            faults.append(.metresMisstated(shift: shift, stop: index))
        }
    }

    private mutating func checkReturn(from position: Coordinate?, at departure: Instant) {
        guard let position, let base = problem.places[vehicle.shift.baseID]?.coordinate else { return }
        if run.endsAt - departure < .minutes(problem.travel.minutes(from: position, to: base)) {
            faults.append(.returnsTooSoon(shift))
        }
        if run.returnMetres != problem.travel.metres(from: position, to: base) {
            faults.append(.returnMetresMisstated(shift))
        }
        // A late vehicle with nothing left to do must still be let home.
        let isOnlyReturning = vehicle.progress != nil && run.stops.isEmpty
        if run.endsAt > vehicle.shift.hours.to && !isOnlyReturning { faults.append(.endsTooLate(shift)) }
    }

    /// The minutes before a stop's departure in which its goods are handled.
    private func handlingPeriod(of stop: PlannedStop) -> (from: Instant, to: Instant) {
        var needed = problem.handling.perStop.milliseconds
        for _ in stop.loads { needed += problem.handling.perConsignment.milliseconds }
        for _ in stop.unloads { needed += problem.handling.perConsignment.milliseconds }
        return (stop.depart - .milliseconds(needed), stop.depart)
    }

    private mutating func checkHandling(at place: Place, _ stop: PlannedStop, _ index: Int) {
        let period = handlingPeriod(of: stop)
        if period.from < stop.arrive { faults.append(.standsTooShort(shift: shift, stop: index)) }
        let isOpen = place.openings.contains { $0.from <= period.from && period.to <= $0.to }
        if !isOpen { faults.append(.closed(shift: shift, stop: index)) }
        if max(stop.loads.count, stop.unloads.count) > PlannedStop.longestList {
            faults.append(.listTooLong(shift: shift, stop: index))
        }
    }

    private mutating func unload(_ stop: PlannedStop, at place: Place, recordingIn ledger: inout ServiceLedger) {
        let period = handlingPeriod(of: stop)
        for id in stop.unloads {
            guard let request = requests[id] else {
                faults.append(.unknownConsignment(id))
                continue
            }
            ledger.unload(id)
            if onBoard.removeValue(forKey: id) == nil { faults.append(.notOnBoard(id)) }
            if request.destinationID != place.id { faults.append(.unloadedElsewhere(id)) }
            if period.from < request.dropOff.from || period.to > request.dropOff.to {
                faults.append(.unloadedOutOfTime(id))
            }
        }
    }

    private mutating func load(
        _ stop: PlannedStop, _ index: Int, at place: Place, recordingIn ledger: inout ServiceLedger
    ) {
        let period = handlingPeriod(of: stop)
        for loading in stop.loads {
            let id = loading.consignmentID
            guard let request = requests[id] else {
                faults.append(.unknownConsignment(id))
                continue
            }
            ledger.load(id)
            onBoard[id] = loading.compartment
            if request.origin != .place(place.id) { faults.append(.loadedElsewhere(id)) }
            if period.from < request.pickUp.from || period.to > request.pickUp.to {
                faults.append(.loadedOutOfTime(id))
            }
            guard let compartment = vehicle.vehicle.compartment(loading.compartment) else {
                faults.append(.unknownCompartment(shift: shift, stop: index, compartment: loading.compartment))
                continue
            }
            if let goods = request.band {
                let held = compartment.band
                let isKept = held.map { goods.contains($0.minimum) && goods.contains($0.maximum) } ?? false
                if !isKept { faults.append(.wrongBand(id)) }
            }
        }
    }

    private mutating func weigh(_ index: Int) {
        var sums: [Int32: (grams: Int64, millilitres: Int64)] = [:]
        var ways: [Direction: (grams: Int64, millilitres: Int64)] = [:]
        for (id, compartment) in onBoard {
            guard let request = requests[id] else { continue }
            sums[compartment, default: (0, 0)].grams += request.load.grams
            sums[compartment, default: (0, 0)].millilitres += request.load.millilitres
            ways[request.direction, default: (0, 0)].grams += request.load.grams
            ways[request.direction, default: (0, 0)].millilitres += request.load.millilitres
        }
        let capacity = vehicle.vehicle.capacity
        if sums.values.reduce(0, { $0 + $1.grams }) > capacity.grams
            || sums.values.reduce(0, { $0 + $1.millilitres }) > capacity.millilitres
        {
            faults.append(.overloaded(shift: shift, stop: index))
        }
        for compartment in vehicle.vehicle.compartments {
            guard let sum = sums[compartment.number] else { continue }
            if sum.grams > compartment.capacity.grams || sum.millilitres > compartment.capacity.millilitres {
                faults.append(
                    .compartmentOverloaded(shift: shift, stop: index, compartment: compartment.number))
            }
        }
        func fullness(_ way: Direction) -> Int64 {
            let sum = ways[way, default: (0, 0)]
            return max(
                sum.grams * 1000 / max(1, capacity.grams), sum.millilitres * 1000 / max(1, capacity.millilitres))
        }
        loadFactor = loadFactor.joined(with: LoadFactor(up: fullness(.up), down: fullness(.down)))
    }
}
