public import Vocabulary

/// What livestream has learnt of an order. Its parts come from three services, in any order and perhaps twice; what
/// follows from them is told once.
///
/// | command | once it is known that | fact |
/// |---|---|---|
/// | `record(_: OrderPlacement)` | an order was placed | attributed, for settlements that came first |
/// | `record(_: OrderReservation)` | which producers it is owed to | sold, if it is confirmed |
/// | `record(_: OrderConfirmation)` | it was paid, and whose goods benefit a registered household | sold, if it is reserved |
/// | `attribute(_: Settlement)` | its money was settled, or reversed | attributed, if it is placed |
public struct TrackedOrder: Sendable, Equatable {
    /// The order.
    public let id: UUIDv7
    /// Which line is owed to which episode, by line; nil until the order is known to be placed.
    public internal(set) var credits: [Int32: Credit]?
    /// What producers are owed for each allocation; nil until stock is known to be reserved.
    public internal(set) var reservation: OrderReservation?
    /// What its buyer paid; nil until it is known to be confirmed.
    public internal(set) var confirmation: OrderConfirmation?
    /// Settlements whose money was attributed, or found to be owed to no episode.
    public internal(set) var attributedSettlementIDs: Set<UUIDv7>
    /// Settlements that wait for the order to be known as placed.
    public internal(set) var waitingSettlements: [Settlement]

    /// An order as stored; one that nothing is known of yet has its identifier only.
    public init(
        id: UUIDv7,
        credits: [Int32: Credit]? = nil,
        reservation: OrderReservation? = nil,
        confirmation: OrderConfirmation? = nil,
        attributedSettlementIDs: Set<UUIDv7> = [],
        waitingSettlements: [Settlement] = []
    ) {
        self.id = id
        self.credits = credits
        self.reservation = reservation
        self.confirmation = confirmation
        self.attributedSettlementIDs = attributedSettlementIDs
        self.waitingSettlements = waitingSettlements
    }
}

/// What follows from what became known of an order.
public enum TrackedOrderFact: Sendable, Equatable {
    /// Money is owed to an episode, or taken back from it.
    case attributed(Attribution)
    /// A buyer's order counts for the day that it was confirmed on.
    case sold(DaySale)
}
