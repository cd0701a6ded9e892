public import Vocabulary

/// A stop of a run.
public struct Stop: Sendable, Equatable {
    /// Its number, which no other stop of the run ever gets.
    public let number: Int32
    /// The site or destination.
    public let placeID: UUIDv7
    /// When the vehicle is to be there.
    public internal(set) var arrive: Instant
    /// When it is to leave.
    public internal(set) var depart: Instant
    /// The way from the stop before, in metres.
    public internal(set) var metres: Int64
    /// What is to be loaded, and into which compartment.
    public internal(set) var loads: [Loading]
    /// What is to be unloaded.
    public internal(set) var unloads: [UUIDv7]
    /// Where it stands.
    public internal(set) var state: StopState
    /// When the vehicle got there.
    public internal(set) var arrivedAt: Instant?
    /// When it was served or failed.
    public internal(set) var endedAt: Instant?

    /// A stop as stored.
    public init(
        number: Int32, placeID: UUIDv7, arrive: Instant, depart: Instant, metres: Int64, loads: [Loading],
        unloads: [UUIDv7], state: StopState, arrivedAt: Instant? = nil, endedAt: Instant? = nil
    ) {
        self.number = number
        self.placeID = placeID
        self.arrive = arrive
        self.depart = depart
        self.metres = metres
        self.loads = loads
        self.unloads = unloads
        self.state = state
        self.arrivedAt = arrivedAt
        self.endedAt = endedAt
    }

    /// Whether it is still to be served.
    public var isOpen: Bool { state == .open || state == .underService }
}

/// Where a stop stands.
public enum StopState: String, Sendable, CaseIterable {
    /// To be made.
    case open
    /// The vehicle is there.
    case underService = "under-service"
    /// Done.
    case served
    /// Not done.
    case failed
}

/// A stop that re-planning has dropped.
public struct DroppedStop: Sendable, Equatable {
    /// The stop as it was planned.
    public let stop: Stop
    /// When another plan came into force.
    public let droppedAt: Instant

    /// A dropped stop as stored.
    public init(stop: Stop, droppedAt: Instant) {
        self.stop = stop
        self.droppedAt = droppedAt
    }
}
