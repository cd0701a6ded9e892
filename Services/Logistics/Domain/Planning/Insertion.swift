internal import Vocabulary

/// Where a batch can be put into a route, and how much longer the route becomes.
struct Insertion {
    /// Where it is loaded; nil if it is on board already.
    let pickUp: Spot?
    /// Where it is unloaded, numbered before the pick-up is put in.
    let dropOff: Spot
    /// The index of the compartment that takes it.
    let compartment: Int
    /// How much longer the route becomes.
    let addedMetres: Int64
}

/// A place in the order of a route's visits.
enum Spot: Equatable {
    /// A new visit before the one of this index.
    case before(Int)
    /// The visit of this index, which is at the same place.
    case joining(Int)
}

extension Route {
    /// The cheapest way to put a batch into this route that keeps every time, every capacity and every band; nil if
    /// there is none.
    func cheapestInsertion(of batch: RequestBatch, on map: PlanningMap) -> Insertion? {
        var search = InsertionSearch(batch, route: self, map: map)
        return search.cheapest()
    }
}

/// Tries every pair of spots. What lies before the first is known from the route's schedule, what lies after the second
/// from its latest starts; only the visits between them are walked.
private struct InsertionSearch {
    private let batch: RequestBatch
    private let route: Route
    private let map: PlanningMap
    private var best: Insertion?

    init(_ batch: RequestBatch, route: Route, map: PlanningMap) {
        self.batch = batch
        self.route = route
        self.map = map
    }

    mutating func cheapest() -> Insertion? {
        switch batch.origin {
        case .onBoard(_, let compartment):
            // It is aboard from the beginning and has been counted since, so that there is no room to look for.
            tryDropOffs(from: 0, walk: walk(upTo: 0), pickUp: nil, compartment: compartment)
        case .point(let origin):
            for (index, compartment) in route.frame.compartments.enumerated() where compartment.keeps(batch.band) {
                tryPickUps(at: origin, into: index)
            }
        }
        return best
    }

    private mutating func tryPickUps(at origin: Int, into compartment: Int) {
        let count = batch.requests.count
        for index in 0...route.visits.count {
            if index < route.visits.count {
                let visit = route.visits[index]
                if visit.point == origin, visit.loadedCount + count <= PlannedStop.longestList,
                    visit.load.takes(batch.load, in: compartment, of: route.frame)
                {
                    var walk = walk(upTo: index)
                    if walk.stop(at: visit, adding: count, within: batch.pickUp, on: map) {
                        tryDropOffs(from: index + 1, walk: walk, pickUp: .joining(index), compartment: compartment)
                    }
                }
            }
            // Ways keep the triangle inequality, so that the detour alone tells when a pick-up cannot be the cheapest.
            if let best, best.addedMetres < detour(over: origin, before: index) { continue }
            guard load(before: index).takes(batch.load, in: compartment, of: route.frame) else { continue }
            var walk = walk(upTo: index)
            if walk.stop(at: origin, handling: count, within: batch.pickUp, on: map) {
                tryDropOffs(from: index, walk: walk, pickUp: .before(index), compartment: compartment)
            }
        }
    }

    private mutating func tryDropOffs(from first: Int, walk: Walk, pickUp: Spot?, compartment: Int) {
        var walk = walk
        let count = batch.requests.count
        for index in first...route.visits.count {
            if index < route.visits.count {
                let visit = route.visits[index]
                if visit.point == batch.destination, visit.unloadedCount + count <= PlannedStop.longestList {
                    var joining = walk
                    if joining.stop(at: visit, adding: count, within: batch.dropOff, on: map) {
                        consider(joining, before: index + 1, pickUp, .joining(index), compartment)
                    }
                }
            }
            var stopping = walk
            if stopping.stop(at: batch.destination, handling: count, within: batch.dropOff, on: map) {
                consider(stopping, before: index, pickUp, .before(index), compartment)
            }
            guard index < route.visits.count else { return }
            let visit = route.visits[index]
            if pickUp != nil, !visit.load.takes(batch.load, in: compartment, of: route.frame) { return }
            guard walk.stop(at: visit, adding: 0, within: visit.window, on: map) else { return }
        }
    }

    /// Keeps an insertion if the rest of the route bears it and nothing cheaper is known.
    private mutating func consider(
        _ walk: Walk, before index: Int, _ pickUp: Spot?, _ dropOff: Spot, _ compartment: Int
    ) {
        let next = index < route.visits.count ? route.visits[index].point : route.frame.base
        let limit = index < route.visits.count ? route.visits[index].latestStart : route.frame.endsBy
        guard walk.clock + map.matrix.duration(walk.point, next) <= limit else { return }
        let following = index < route.visits.count ? route.metres - route.visits[index].metres : 0
        let added = walk.metres + map.matrix.metres(walk.point, next) + following - route.metres
        if let best, best.addedMetres <= added { return }
        best = Insertion(pickUp: pickUp, dropOff: dropOff, compartment: compartment, addedMetres: added)
    }

    private func detour(over point: Int, before index: Int) -> Int64 {
        let from = index == 0 ? route.frame.start : route.visits[index - 1].point
        let to = index < route.visits.count ? route.visits[index].point : route.frame.base
        return map.matrix.metres(from, point) + map.matrix.metres(point, to) - map.matrix.metres(from, to)
    }

    private func load(before index: Int) -> CompartmentLoads {
        index == 0 ? route.startingLoad : route.visits[index - 1].load
    }

    private func walk(upTo index: Int) -> Walk {
        guard index > 0 else {
            return Walk(point: route.frame.start, clock: route.frame.startsAt, metres: 0)
        }
        let visit = route.visits[index - 1]
        return Walk(point: visit.point, clock: visit.depart, metres: visit.metres)
    }
}

/// A vehicle on its way through a route that is being tried.
private struct Walk {
    var point: Int
    var clock: Instant
    var metres: Int64

    /// Stops where the route stops, to handle some more; false if there is no time for it.
    mutating func stop(
        at visit: Visit, adding consignments: Int, within window: TimeWindow, on map: PlanningMap
    ) -> Bool {
        guard let window = visit.window.intersection(window) else { return false }
        return stop(at: visit.point, handling: visit.handled + consignments, within: window, on: map)
    }

    /// Drives to a point and handles some consignments; false if there is no time for it.
    mutating func stop(
        at next: Int, handling consignments: Int, within window: TimeWindow, on map: PlanningMap
    ) -> Bool {
        let arrival = clock + map.matrix.duration(point, next)
        let standing = map.standingTime(for: consignments)
        guard let start = map.earliestStart(at: next, from: arrival, lasting: standing, within: window)
        else { return false }
        metres += map.matrix.metres(point, next)
        (point, clock) = (next, start + standing)
        return true
    }
}
