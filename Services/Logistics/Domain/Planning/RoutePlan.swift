public import Vocabulary

/// A planner's answer: what each vehicle does from now on, and what none can do.
public struct RoutePlan: Sendable, Equatable {
    /// A run for each vehicle that has something to do.
    public var runs: [PlannedRun]
    /// What no vehicle can take, each with the reason.
    public var leftOut: [LeftOut]

    /// Makes a plan.
    public init(runs: [PlannedRun], leftOut: [LeftOut]) {
        self.runs = runs
        self.leftOut = leftOut
    }
}

/// What one vehicle does in one shift, from its base or from where it is, until it is back.
public struct PlannedRun: Sendable, Equatable {
    /// The shift, which names the vehicle, its driver and its base.
    public var shiftID: UUIDv7
    /// When it sets out.
    public var startsAt: Instant
    /// When it is back at its base.
    public var endsAt: Instant
    /// Its stops still to be made, in order.
    public var stops: [PlannedStop]
    /// The way from the last stop back to the base, in metres.
    public var returnMetres: Int64

    /// Makes a run.
    public init(shiftID: UUIDv7, startsAt: Instant, endsAt: Instant, stops: [PlannedStop], returnMetres: Int64) {
        self.shiftID = shiftID
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.stops = stops
        self.returnMetres = returnMetres
    }
}

/// A stop of a planned run. Goods are unloaded before others are loaded, in the last minutes before it departs.
public struct PlannedStop: Sendable, Equatable {
    /// The place.
    public var placeID: UUIDv7
    /// When the vehicle gets there; it may have to wait.
    public var arrive: Instant
    /// When it leaves.
    public var depart: Instant
    /// The way from the stop before, or from where the run begins, in metres.
    public var metres: Int64
    /// What is loaded, and into which compartment.
    public var loads: [Loading]
    /// The consignments that are unloaded.
    public var unloads: [UUIDv7]

    /// Makes a stop.
    public init(
        placeID: UUIDv7, arrive: Instant, depart: Instant, metres: Int64, loads: [Loading], unloads: [UUIDv7]
    ) {
        self.placeID = placeID
        self.arrive = arrive
        self.depart = depart
        self.metres = metres
        self.loads = loads
        self.unloads = unloads
    }

    /// How many consignments one stop may load, and how many it may unload: the longest list that a message carries.
    public static let longestList = 1000
}

/// A consignment and the compartment that it is loaded into.
public struct Loading: Sendable, Hashable {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// The compartment's number.
    public var compartment: Int32

    /// Makes a loading.
    public init(consignmentID: UUIDv7, compartment: Int32) {
        self.consignmentID = consignmentID
        self.compartment = compartment
    }
}

/// A consignment that a plan leaves where it is.
public struct LeftOut: Sendable, Equatable {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// Why.
    public var reason: LeftOutReason

    /// Makes one.
    public init(consignmentID: UUIDv7, reason: LeftOutReason) {
        self.consignmentID = consignmentID
        self.reason = reason
    }
}

/// Why a plan leaves a consignment where it is.
public enum LeftOutReason: String, Sendable, CaseIterable {
    /// No vehicle has a compartment that keeps it.
    case noBand = "no-band"
    /// It is larger than every compartment that keeps it.
    case tooLarge = "too-large"
    /// Even an idle vehicle cannot keep its times.
    case tooLate = "too-late"
    /// Every vehicle that could take it is full or busy, or there is none.
    case noVehicle = "no-vehicle"
}
