public import Vocabulary

/// One order's goods from one station, in one temperature band, to one destination.
public struct Consignment: Sendable, Equatable, Identifiable {
    /// What was asked for.
    public let request: ConsignmentRequest
    /// How it is to go; nil if it was refused.
    public let itinerary: Itinerary?
    /// Where it stands.
    public internal(set) var state: ConsignmentState
    /// Its goods, by allocation, and what has become of them.
    public internal(set) var items: [ConsignmentItem]
    /// The run that is to load it or has it on board.
    public internal(set) var runID: UUIDv7?
    /// The site that it is at, or that it left last.
    public internal(set) var siteID: UUIDv7
    /// When it was collected.
    public internal(set) var collectedAt: Instant?
    /// How often its collection has failed.
    public internal(set) var failedCollections: Int32
    /// How often its delivery has failed.
    public internal(set) var failedDeliveries: Int32
    /// What a buyer needs to fetch it; nil unless it waits at a pick-up station.
    public internal(set) var pickUp: PickUp?

    /// A consignment as stored.
    public init(
        request: ConsignmentRequest, itinerary: Itinerary?, state: ConsignmentState, items: [ConsignmentItem],
        runID: UUIDv7? = nil, siteID: UUIDv7, collectedAt: Instant? = nil, failedCollections: Int32 = 0,
        failedDeliveries: Int32 = 0, pickUp: PickUp? = nil
    ) {
        self.request = request
        self.itinerary = itinerary
        self.state = state
        self.items = items
        self.runID = runID
        self.siteID = siteID
        self.collectedAt = collectedAt
        self.failedCollections = failedCollections
        self.failedDeliveries = failedDeliveries
        self.pickUp = pickUp
    }

    /// Its id.
    public var id: UUIDv7 { request.id }

    /// The weight and room of what is still to be carried, rounded up.
    public var load: Load {
        items.reduce(.none) { $0 + $1.load }
    }

    /// Refuses a command in a state that the table has no row for.
    func require(_ states: ConsignmentState...) throws(ConsignmentRefusal) {
        guard states.contains(state) else { throw .notInState(state) }
    }
}

/// Where a consignment stands.
public enum ConsignmentState: String, Sendable, CaseIterable {
    /// Waits at its station for a run.
    case accepted
    /// Cannot be carried. Final.
    case refused
    /// A run is to collect it.
    case planned
    /// In a vehicle.
    case onBoard = "on-board"
    /// At a hub or depot, between two runs.
    case atHub = "at-hub"
    /// At its pick-up station, for the buyer to fetch.
    case waiting
    /// With the buyer. Final.
    case delivered
    /// Given up. Final.
    case failed
    /// Called off before it was collected. Final.
    case withdrawn
}
