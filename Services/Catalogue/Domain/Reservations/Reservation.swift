public import Vocabulary

/// The states of a reservation, as `states.md` has them.
public enum ReservationState: String, Sendable, Hashable, CaseIterable {
    /// The order has its goods, and is not confirmed.
    case held
    /// Some line could not be filled; the order has nothing.
    case refused
    /// The order is confirmed.
    case committed
    /// Some of the goods were collected.
    case shipped
    /// All of the goods came back before they were collected.
    case released
    /// All of the goods were delivered, or failed for good, or came back.
    case ended
}

/// What one order has a claim on. Its id is the order's, and it has no clock of its own.
///
/// Goods leave it exactly once: each command moves only what is still open of an allocation, and closes it by that.
public struct Reservation: Sendable, Equatable {
    /// The order.
    public let orderID: UUIDv7
    /// When the order was served or refused: the instant by which entitlement is judged.
    public let decidedAt: Instant
    /// How far it has come as a whole.
    public internal(set) var state: ReservationState
    /// The goods, lot by lot; none if it was refused.
    public internal(set) var allocations: [Allocation]

    /// A reservation as stored.
    public init(orderID: UUIDv7, decidedAt: Instant, state: ReservationState, allocations: [Allocation]) {
        self.orderID = orderID
        self.decidedAt = decidedAt
        self.state = state
        self.allocations = allocations
    }
}
