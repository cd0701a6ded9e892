internal import Vocabulary

/// Requests that travel as one: from one place to one place, in one band, at about the same time.
///
/// A county's thousands of parcels are a few dozen batches, and only batches make the planning of a day quick.
struct RequestBatch {
    let requests: [TransportRequest]
    let origin: Origin
    /// The number of the point where it is unloaded.
    let destination: Int
    let load: Load
    let band: Band?
    let pickUp: TimeWindow
    let dropOff: TimeWindow
    let priority: Int32

    enum Origin: Hashable {
        /// To be loaded at the point of this number.
        case point(Int)
        /// On board already: the indices of the vehicle and of its compartment.
        case onBoard(vehicle: Int, compartment: Int)
    }

    /// The most consignments that travel as one. A smaller batch finds its place more easily, a larger one faster.
    static let largest = 200
    /// How much later the last one of a batch may be ready than the first.
    static let readinessSpread = Span.hours(1)

    /// The two halves of a batch that is too large for what is left of the vehicles; nil for a single consignment.
    func halves() -> (RequestBatch, RequestBatch)? {
        guard requests.count > 1 else { return nil }
        let middle = requests.count / 2
        return (part(requests[..<middle]), part(requests[middle...]))
    }

    private func part(_ slice: ArraySlice<TransportRequest>) -> RequestBatch {
        var gathering = Gathering(slice[slice.startIndex])
        for request in slice.dropFirst() { gathering.add(request) }
        return RequestBatch(gathering, origin: origin, destination: destination)
    }

    private init(_ gathering: Gathering, origin: Origin, destination: Int) {
        requests = gathering.requests
        load = gathering.load
        pickUp = gathering.pickUp
        dropOff = gathering.dropOff
        band = gathering.requests[0].band
        priority = gathering.requests[0].priority
        self.origin = origin
        self.destination = destination
    }

    /// Gathers requests into batches, none larger than `holds` allows for its load and band.
    static func gather(
        _ requests: [TransportRequest], on map: PlanningMap, holds: (Load, Band?) -> Bool
    ) -> [RequestBatch] {
        let groups = Dictionary(grouping: requests, by: Kinship.init)
        // Sorted by their first request, so that equal problems have equal plans.
        return groups.values.map { $0.sorted(by: isReadyEarlier) }.sorted { isReadyEarlier($0[0], $1[0]) }
            .flatMap { batches(of: $0, on: map, holds: holds) }
    }

    private static func isReadyEarlier(_ left: TransportRequest, _ right: TransportRequest) -> Bool {
        (left.pickUp.from, left.dropOff.to, left.consignmentID)
            < (right.pickUp.from, right.dropOff.to, right.consignmentID)
    }

    private static func batches(
        of kin: [TransportRequest], on map: PlanningMap, holds: (Load, Band?) -> Bool
    ) -> [RequestBatch] {
        let origin = map.origin(of: kin[0])
        let destination = map.point(of: kin[0].destinationID)
        var batches: [RequestBatch] = []
        var gathering = Gathering(kin[0])
        for request in kin.dropFirst() {
            if gathering.takes(request), holds(gathering.load + request.load, request.band) {
                gathering.add(request)
            } else {
                batches.append(RequestBatch(gathering, origin: origin, destination: destination))
                gathering = Gathering(request)
            }
        }
        return batches + [RequestBatch(gathering, origin: origin, destination: destination)]
    }
}

/// What requests must share to travel as one.
private struct Kinship: Hashable {
    let origin: TransportOrigin
    let destinationID: UUIDv7
    let band: Band?
    let priority: Int32

    init(_ request: TransportRequest) {
        origin = request.origin
        destinationID = request.destinationID
        band = request.band
        priority = request.priority
    }
}

/// A batch in the making.
private struct Gathering {
    private(set) var requests: [TransportRequest]
    private(set) var load: Load
    private(set) var pickUp: TimeWindow
    private(set) var dropOff: TimeWindow

    init(_ first: TransportRequest) {
        requests = [first]
        load = first.load
        pickUp = first.pickUp
        dropOff = first.dropOff
    }

    func takes(_ request: TransportRequest) -> Bool {
        requests.count < RequestBatch.largest
            && request.pickUp.from - requests[0].pickUp.from <= RequestBatch.readinessSpread
            && pickUp.intersection(request.pickUp) != nil && dropOff.intersection(request.dropOff) != nil
    }

    mutating func add(_ request: TransportRequest) {
        requests.append(request)
        load += request.load
        pickUp = pickUp.intersection(request.pickUp) ?? pickUp
        dropOff = dropOff.intersection(request.dropOff) ?? dropOff
    }
}
