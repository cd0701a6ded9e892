public import Vocabulary

/// A buyer's order, from the basket to the last consignment delivered.
///
/// Its commands are files of this folder, named after them; ``OrderCommand`` says which state admits which.
public struct Order: Sendable, Equatable {
    /// Its id, which is also its reservation's.
    public let id: UUIDv7
    /// What was asked for.
    public let placement: Placement
    /// Where it stands.
    public internal(set) var state: OrderState
    /// What catalogue holds for it, and what became of each part; nil until it answered.
    public internal(set) var reservation: Reservation?
    /// What eligibility found for each token; kept even before the reservation, since two services answer in any order.
    public internal(set) var determinations: [Token: Determination]
    /// When the operator is told that an answer is missing; nil if none is missing or the operator knows.
    public internal(set) var answerDueAt: Instant?
    /// The last instant at which a capture confirms it; nil unless it is payable.
    public internal(set) var payBy: Instant?
    /// How many payments were declined.
    public internal(set) var declines: Int
    /// The payment that confirmed it; nil for an import, which was paid elsewhere.
    public internal(set) var payment: UUIDv7?
    /// When it was confirmed; nil if it never was.
    public internal(set) var confirmedAt: Instant?
    /// Its goods on their way, by station and temperature band; none before it is confirmed.
    public internal(set) var consignments: [Consignment]
    /// What claims gave back, in fen.
    public internal(set) var refundedByClaims: Fen
    /// What was owed from it to registered households as their dues, less what claims took back, in fen.
    public internal(set) var owedToRegistered: Fen
    /// Why it was cancelled; nil if it was not.
    public internal(set) var cancellation: CancellationReason?

    /// Restores an order as stored.
    public init(
        id: UUIDv7, placement: Placement, state: OrderState, reservation: Reservation?,
        determinations: [Token: Determination], answerDueAt: Instant?, payBy: Instant?, declines: Int,
        payment: UUIDv7?, confirmedAt: Instant?, consignments: [Consignment], refundedByClaims: Fen,
        owedToRegistered: Fen, cancellation: CancellationReason?
    ) {
        self.id = id
        self.placement = placement
        self.state = state
        self.reservation = reservation
        self.determinations = determinations
        self.answerDueAt = answerDueAt
        self.payBy = payBy
        self.declines = declines
        self.payment = payment
        self.confirmedAt = confirmedAt
        self.consignments = consignments
        self.refundedByClaims = refundedByClaims
        self.owedToRegistered = owedToRegistered
        self.cancellation = cancellation
    }
}

// MARK: - What it costs

extension Order {
    /// What all lines cost as reserved, in fen; 0 before the reservation.
    public var total: Fen { reservation?.total ?? 0 }

    /// What was paid for it, to us or to the partner, in fen.
    public var paid: Fen { confirmedAt == nil ? 0 : total }

    /// What was given back so far, for goods not delivered and by claims, in fen.
    public var refunded: Fen {
        guard confirmedAt != nil, let reservation else { return 0 }
        return reservation.lines.reduce(refundedByClaims) { $0 + $1.refunded }
    }

    /// What may still be given back, in fen.
    public var refundable: Fen { paid - refunded }
}

// MARK: - How far its goods are

extension Order {
    /// Whether any of its goods were delivered.
    public var hasDeliveredGoods: Bool { allocations.contains { $0.outcome.delivered > 0 } }

    /// Whether nothing of it is still on its way.
    public var hasEndedGoods: Bool { allocations.allSatisfy { $0.open == 0 } }

    /// The parts of its reservation, in the order of its lines.
    public var allocations: [Allocation] { reservation?.lines.flatMap(\.allocations) ?? [] }

    /// The tokens whose standing is not determined yet.
    public var undetermined: Set<Token> {
        guard let reservation else { return [] }
        return reservation.tokens.subtracting(determinations.keys)
    }
}
