public import Vocabulary

/// A wish for carriage, as it comes with a confirmed order.
public struct ConsignmentRequest: Sendable, Equatable {
    /// The consignment's id.
    public let id: UUIDv7
    /// The order.
    public let orderID: UUIDv7
    /// Which way it goes.
    public let direction: Direction
    /// The site where the goods are.
    public let originID: UUIDv7
    /// The destination's id; a site's own id if it is one.
    public let destinationID: UUIDv7
    /// What waits at the destination.
    public let destinationKind: DestinationKind
    /// The city or county of the destination.
    public let city: DivisionCode
    /// What the goods are kept at; nil if they bear any temperature.
    public let band: Band?
    /// When they can be collected.
    public let readyFrom: Instant
    /// When they must be delivered.
    public let deliverBy: Instant
    /// A greater one is served first where not all can be.
    public let priority: Int32

    /// Makes a request.
    public init(
        id: UUIDv7, orderID: UUIDv7, direction: Direction, originID: UUIDv7, destinationID: UUIDv7,
        destinationKind: DestinationKind, city: DivisionCode, band: Band?, readyFrom: Instant, deliverBy: Instant,
        priority: Int32
    ) {
        self.id = id
        self.orderID = orderID
        self.direction = direction
        self.originID = originID
        self.destinationID = destinationID
        self.destinationKind = destinationKind
        self.city = city
        self.band = band
        self.readyFrom = readyFrom
        self.deliverBy = deliverBy
        self.priority = priority
    }
}
