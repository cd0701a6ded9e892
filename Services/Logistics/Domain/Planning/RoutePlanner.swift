internal import Vocabulary

/// Plans a county's runs: few vehicles first, then few metres.
///
/// Requests travel in batches, and batches are put in one by one by regret-2 insertion (Potvin and Rousseau, "A
/// parallel route building algorithm for the vehicle routing and scheduling problem with time windows", 1993; for pairs
/// of pick-up and drop-off as in Ropke and Pisinger, "An adaptive large neighborhood search heuristic for the pickup
/// and delivery problem with time windows", 2006): next comes the batch that would lose most by losing its best
/// vehicle. Another vehicle is sent only for a batch that none under way can take. The plan is sound by construction;
/// ``PlanChecker`` does not take its word for it.
public struct RoutePlanner: Sendable {
    /// Makes a planner.
    public init() {}

    /// Answers a problem. Equal problems have equal plans.
    public func plan(_ problem: PlanningProblem) -> RoutePlan {
        var construction = PlanConstruction(problem)
        construction.insertAll()
        return construction.plan()
    }
}

/// A plan in the making.
private struct PlanConstruction {
    private let problem: PlanningProblem
    private let map: PlanningMap
    private var routes: [Route]
    private var pending: [PendingBatch] = []
    private var leftOut: [LeftOut] = []

    init(_ problem: PlanningProblem) {
        self.problem = problem
        let map = PlanningMap(problem)
        self.map = map
        routes = map.frames.map { Route($0, on: map) }
        var waiting: [TransportRequest] = []
        for request in problem.requests {
            if case .onBoard(let vehicle, let compartment) = map.origin(of: request) {
                routes[vehicle].carry(request.load, in: compartment, on: map)
                waiting.append(request)
            } else if map.frames.contains(where: { $0.holds(request.load, in: request.band) }) {
                waiting.append(request)
            } else {
                leave([request], because: map.reasonToLeave(request))
            }
        }
        let batches = RequestBatch.gather(waiting, on: map) { load, band in
            map.frames.contains { $0.holds(load, in: band) }
        }
        pending = batches.map { pendingBatch($0) }
    }

    mutating func insertAll() {
        while !pending.isEmpty {
            if let index = indexOfHomelessBatch() {
                sendAnotherVehicle(for: pending.remove(at: index).batch)
            } else if let index = indexOfGreatestRegret() {
                let next = pending.remove(at: index)
                if let (vehicle, insertion) = next.best { insert(next.batch, into: vehicle, at: insertion) }
            }
        }
    }

    /// The batch that no vehicle under way can take; of several, the most pressing one.
    private func indexOfHomelessBatch() -> Int? {
        pending.indices.filter { pending[$0].best == nil }.min { left, right in
            pending[left].isMorePressing(than: pending[right])
        }
    }

    private func indexOfGreatestRegret() -> Int? {
        pending.indices.max { left, right in
            (pending[left].urgency, pending[left].regret) < (pending[right].urgency, pending[right].regret)
        }
    }

    private mutating func sendAnotherVehicle(for batch: RequestBatch) {
        var best: (vehicle: Int, insertion: Insertion)?
        for vehicle in routes.indices where !routes[vehicle].isOpen {
            guard let insertion = insertion(of: batch, into: vehicle) else { continue }
            if let known = best, !isBetter(vehicle, insertion, than: known) { continue }
            best = (vehicle, insertion)
        }
        if let (vehicle, insertion) = best {
            insert(batch, into: vehicle, at: insertion)
        } else if let (first, second) = batch.halves() {
            pending += [pendingBatch(first), pendingBatch(second)]
        } else {
            leave(batch.requests, because: canBeServedAlone(batch) ? .noVehicle : .tooLate)
        }
    }

    /// Of two idle vehicles the one with the shorter way, and of equal ones the larger, since it spares another.
    private func isBetter(_ vehicle: Int, _ insertion: Insertion, than known: (vehicle: Int, insertion: Insertion))
        -> Bool
    {
        (insertion.addedMetres, -routes[vehicle].frame.capacity.grams)
            < (known.insertion.addedMetres, -routes[known.vehicle].frame.capacity.grams)
    }

    private mutating func insert(_ batch: RequestBatch, into vehicle: Int, at insertion: Insertion) {
        routes[vehicle].insert(batch, at: insertion, on: map)
        for index in pending.indices {
            pending[index].options[vehicle] = self.insertion(of: pending[index].batch, into: vehicle)
        }
    }

    private func insertion(of batch: RequestBatch, into vehicle: Int) -> Insertion? {
        if case .onBoard(let carrier, _) = batch.origin, carrier != vehicle { return nil }
        return routes[vehicle].cheapestInsertion(of: batch, on: map)
    }

    private func pendingBatch(_ batch: RequestBatch) -> PendingBatch {
        PendingBatch(
            batch: batch, options: routes.indices.map { routes[$0].isOpen ? insertion(of: batch, into: $0) : nil })
    }

    private func canBeServedAlone(_ batch: RequestBatch) -> Bool {
        guard case .point = batch.origin else { return false }
        return map.frames.contains { Route($0, on: map).cheapestInsertion(of: batch, on: map) != nil }
    }

    private mutating func leave(_ requests: [TransportRequest], because reason: LeftOutReason) {
        leftOut += requests.map { LeftOut(consignmentID: $0.consignmentID, reason: reason) }
    }

    func plan() -> RoutePlan {
        RoutePlan(
            runs: routes.indices.filter { routes[$0].isOpen }.map { index in
                routes[index].planned(for: problem.vehicles[index].shift.id, on: map)
            },
            leftOut: leftOut)
    }
}

/// A batch that waits, and the cheapest way into each open route.
private struct PendingBatch {
    let batch: RequestBatch
    var options: [Insertion?]

    var best: (vehicle: Int, insertion: Insertion)? {
        var best: (vehicle: Int, insertion: Insertion)?
        for (vehicle, option) in options.enumerated() {
            guard let option else { continue }
            if let known = best, known.insertion.addedMetres <= option.addedMetres { continue }
            best = (vehicle, option)
        }
        return best
    }

    /// How much longer the second best way is; without any, as much as can be.
    var regret: Int64 {
        let added = options.compactMap { $0?.addedMetres }.sorted()
        return added.count < 2 ? .max : added[1] - added[0]
    }

    /// Goods on board come first, since only one vehicle can serve them; then the greater priority.
    var urgency: Int64 {
        if case .onBoard = batch.origin { return .max }
        return Int64(batch.priority)
    }

    func isMorePressing(than other: PendingBatch) -> Bool {
        (-urgency, batch.dropOff.to) < (-other.urgency, other.batch.dropOff.to)
    }
}

extension Route {
    fileprivate func planned(for shiftID: UUIDv7, on map: PlanningMap) -> PlannedRun {
        var startsAt = frame.startsAt
        if !frame.isUnderWay, let first = visits.first {
            // A vehicle at its base need not leave earlier than its first stop can be made.
            let standing = map.standingTime(for: first.handled)
            startsAt = first.depart - standing - map.matrix.duration(frame.start, first.point)
        }
        var stops: [PlannedStop] = []
        var before: Int64 = 0
        for (index, visit) in visits.enumerated() {
            let travelled = index == 0 ? startsAt + map.matrix.duration(frame.start, visit.point) : visit.arrive
            stops.append(
                PlannedStop(
                    placeID: map.place(at: visit.point), arrive: travelled, depart: visit.depart,
                    metres: visit.metres - before, loads: loadings(of: visit), unloads: unloadings(of: visit)))
            before = visit.metres
        }
        let last = visits.last.map { ($0.point, $0.depart) } ?? (frame.start, startsAt)
        return PlannedRun(
            shiftID: shiftID, startsAt: startsAt, endsAt: last.1 + map.matrix.duration(last.0, frame.base),
            stops: stops, returnMetres: metres - before)
    }

    private func loadings(of visit: Visit) -> [Loading] {
        visit.loads.flatMap { batch, compartment in
            batch.requests.map {
                Loading(consignmentID: $0.consignmentID, compartment: frame.compartments[compartment].number)
            }
        }
    }

    private func unloadings(of visit: Visit) -> [UUIDv7] {
        visit.unloads.flatMap { batch, _ in batch.requests.map(\.consignmentID) }
    }
}
