public import Vocabulary

/// A consignment's next leg: from where it is to where it has to go next.
public struct TransportRequest: Sendable, Equatable {
    /// The consignment.
    public let consignmentID: UUIDv7
    /// Where it is.
    public let origin: TransportOrigin
    /// The place that it goes to next.
    public let destinationID: UUIDv7
    /// Its weight and room.
    public let load: Load
    /// What it asks to be kept at.
    public let band: Band?
    /// Within which it is loaded, handling included.
    public let pickUp: TimeWindow
    /// Within which it is unloaded, handling included.
    public let dropOff: TimeWindow
    /// A greater one is served first where not all can be.
    public let priority: Int32
    /// Which way it goes.
    public let direction: Direction

    /// Makes a request.
    public init(
        consignmentID: UUIDv7, origin: TransportOrigin, destinationID: UUIDv7, load: Load, band: Band?,
        pickUp: TimeWindow, dropOff: TimeWindow, priority: Int32, direction: Direction
    ) {
        self.consignmentID = consignmentID
        self.origin = origin
        self.destinationID = destinationID
        self.load = load
        self.band = band
        self.pickUp = pickUp
        self.dropOff = dropOff
        self.priority = priority
        self.direction = direction
    }
}

/// Where a consignment is that waits for its next leg.
public enum TransportOrigin: Sendable, Hashable {
    /// At a place, to be loaded.
    case place(UUIDv7)
    /// On board already, in a compartment of the vehicle that drives this shift.
    case onBoard(shiftID: UUIDv7, compartment: Int32)
}
