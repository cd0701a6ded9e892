public import Vocabulary

/// One order's goods from one station, in one temperature band, to one destination: what logistics carries as one.
public struct Consignment: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// The station that it starts from.
    public let station: UUIDv7
    /// The temperatures that it travels in; nil if any will do.
    public let band: Band?
    /// When it can be collected.
    public let readyFrom: Instant
    /// When it must have arrived.
    public let deliverBy: Instant
    /// What is carried first when not everything fits; higher is sooner.
    public let priority: Int32
    /// What is in it.
    public let allocations: [UUIDv7]
    /// When it was collected; nil if it was not.
    public internal(set) var collectedAt: Instant?
    /// When it was delivered; nil if it was not. The time for claims runs from here.
    public internal(set) var deliveredAt: Instant?

    /// Makes a consignment, or restores it as stored.
    public init(
        id: UUIDv7, station: UUIDv7, band: Band?, readyFrom: Instant, deliverBy: Instant, priority: Int32,
        allocations: [UUIDv7], collectedAt: Instant? = nil, deliveredAt: Instant? = nil
    ) {
        self.id = id
        self.station = station
        self.band = band
        self.readyFrom = readyFrom
        self.deliverBy = deliverBy
        self.priority = priority
        self.allocations = allocations
        self.collectedAt = collectedAt
        self.deliveredAt = deliveredAt
    }
}
