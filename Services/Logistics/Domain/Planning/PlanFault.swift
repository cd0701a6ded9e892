public import Vocabulary

/// What makes a plan unsound. A stop is named by its shift and its place in the order, from zero.
public enum PlanFault: Error, Sendable, Hashable {
    /// A run names a shift that the problem has not.
    case unknownShift(UUIDv7)
    /// A shift has two runs.
    case shiftTwice(UUIDv7)
    /// A stop is at a place that the problem has not.
    case unknownPlace(shift: UUIDv7, stop: Int)
    /// A run sets out before its shift begins, or before its vehicle is free.
    case startsTooEarly(UUIDv7)
    /// A run is back after its shift has ended.
    case endsTooLate(UUIDv7)
    /// A vehicle arrives sooner than the way from the stop before allows.
    case arrivesTooSoon(shift: UUIDv7, stop: Int)
    /// A vehicle is back sooner than the way from its last stop allows.
    case returnsTooSoon(UUIDv7)
    /// A way is stated longer or shorter than it is.
    case metresMisstated(shift: UUIDv7, stop: Int)
    /// The way back is stated longer or shorter than it is.
    case returnMetresMisstated(UUIDv7)
    /// A stop is too short for what is handled.
    case standsTooShort(shift: UUIDv7, stop: Int)
    /// Goods are handled while the place is closed.
    case closed(shift: UUIDv7, stop: Int)
    /// A consignment is loaded outside its window.
    case loadedOutOfTime(UUIDv7)
    /// A consignment is unloaded outside its window.
    case unloadedOutOfTime(UUIDv7)
    /// A vehicle carries more than it may.
    case overloaded(shift: UUIDv7, stop: Int)
    /// A compartment carries more than it may.
    case compartmentOverloaded(shift: UUIDv7, stop: Int, compartment: Int32)
    /// A compartment that the vehicle has not.
    case unknownCompartment(shift: UUIDv7, stop: Int, compartment: Int32)
    /// A consignment rides in a compartment that does not keep it.
    case wrongBand(UUIDv7)
    /// A consignment that the problem has not.
    case unknownConsignment(UUIDv7)
    /// A consignment is loaded where it is not.
    case loadedElsewhere(UUIDv7)
    /// A consignment is unloaded where it is not to go.
    case unloadedElsewhere(UUIDv7)
    /// A consignment is unloaded that is not on board.
    case notOnBoard(UUIDv7)
    /// A consignment is loaded and never unloaded.
    case neverUnloaded(UUIDv7)
    /// A consignment is served twice, or served and left out as well.
    case servedTwice(UUIDv7)
    /// A consignment is neither served nor left out.
    case forgotten(UUIDv7)
    /// A stop loads or unloads more consignments than one message can carry.
    case listTooLong(shift: UUIDv7, stop: Int)
}

/// A plan that the checker refuses, with every fault that it found.
public struct UnsoundPlan: Error, Sendable, Equatable, CustomStringConvertible {
    /// The faults, in the order of the plan.
    public let faults: [PlanFault]

    /// Makes a verdict.
    public init(faults: [PlanFault]) {
        self.faults = faults
    }

    /// A sentence that says what to do.
    public var description: String {
        "The plan is unsound and must not be driven; plan again. Found: "
            + faults.map { String(describing: $0) }.joined(separator: "; ")
    }
}
