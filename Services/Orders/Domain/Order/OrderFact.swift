public import Vocabulary

/// What happened to an order.
public enum OrderFact: Sendable, Equatable {
    /// It was accepted: `order.placed`.
    case placed
    /// Catalogue holds its stock.
    case reserved
    /// Households' standing became known and is kept.
    case determined([Determination])
    /// An answer is missing for 2 minutes and the operator must see it; the tokens that eligibility owes an answer for,
    /// none if it is catalogue's answer that is missing.
    case listedAsUnanswered(undetermined: Set<Token>)
    /// The buyer can pay so much until then.
    case becamePayable(due: Fen, payBy: Instant)
    /// A payment was declined, and another may be tried.
    case paymentDeclined(payment: UUIDv7, attempt: Int)
    /// A payment came that the order cannot take; all of it goes back.
    case captureReturned(Capture, because: CaptureReturn)
    /// It is paid and goes to logistics: `order.confirmed`.
    case confirmed(Confirmation)
    /// Logistics is asked to hold goods back: `order.withdrawal-requested`.
    case withdrawalRequested(cause: WithdrawalCause, items: [WithdrawalItem])
    /// A consignment left its station.
    case collected(consignment: UUIDv7)
    /// Goods that will not reach the buyer are refunded: `order.reduced`.
    case reduced(Reduction)
    /// Money was shared out: `settlement.posted`.
    case settled(Settlement)
    /// All goods have ended: `order.completed`.
    case completed(Completion)
    /// It ended without anything delivered: `order.cancelled`.
    case cancelled(Cancellation)
    /// A claim gave so much back.
    case claimRefunded(Fen)
    /// A clock runs until then; one that ran under the same name is void.
    case deadlineSet(OrderDeadline, due: Instant)
    /// A clock is void.
    case deadlineStruck(OrderDeadline)
}

/// The clocks of an order.
public enum OrderDeadline: String, Sendable, CaseIterable {
    /// After it the operator is told that an answer is missing.
    case answer
    /// After it an unpaid order ends.
    case payment
}

/// What a confirmed order hands on.
public struct Confirmation: Sendable, Equatable {
    /// A household's standing in one part of the order.
    public struct Benefit: Sendable, Hashable {
        /// The part.
        public let allocation: UUIDv7
        /// The household's standing.
        public let determination: Determination
    }

    /// When.
    public let confirmedAt: Instant
    /// What was paid, in fen.
    public let paid: Fen
    /// Each household of each part.
    public let benefits: [Benefit]
    /// What logistics is to carry.
    public let consignments: [Consignment]
}

/// Goods that logistics is asked to hold back.
public struct WithdrawalItem: Sendable, Hashable {
    /// The consignment that they are in.
    public let consignment: UUIDv7
    /// The part of the order.
    public let allocation: UUIDv7
    /// How much of it.
    public let quantity: Quantity
}

/// Goods that will not reach the buyer, and what is given back for them.
public struct Reduction: Sendable, Equatable {
    /// Why goods do not reach the buyer.
    public enum Cause: String, Sendable, CaseIterable {
        /// The buyer cancelled in time.
        case buyer
        /// The stock was quarantined, recalled or has expired.
        case revoked
        /// The buyer refused them at the door.
        case refused
        /// Less was there to collect than was ordered.
        case finalWeight = "final-weight"
        /// They could not be delivered.
        case deliveryFailed = "delivery-failed"
        /// They were exposed to temperatures for longer than they bear.
        case excursion
    }

    /// Why.
    public let cause: Cause
    /// Which goods.
    public let items: [AffectedItem]
    /// What is given back, in fen.
    public let refund: Fen
}

/// How an order ended without anything delivered.
public struct Cancellation: Sendable, Equatable {
    /// Why.
    public let reason: CancellationReason
    /// When.
    public let cancelledAt: Instant
    /// What goes back to the buyer now, beyond earlier reductions, in fen.
    public let refund: Fen
}

/// The sums of a completed order.
public struct Completion: Sendable, Equatable {
    /// What one line came to.
    public struct Line: Sendable, Hashable {
        /// The line's number.
        public let number: Int32
        /// The product.
        public let product: UUIDv7
        /// How much the buyer accepted.
        public let delivered: Quantity
        /// What it cost in the end, in fen.
        public let amount: Fen
    }

    /// When.
    public let completedAt: Instant
    /// What was paid, in fen.
    public let gross: Fen
    /// What was given back, in fen.
    public let refunded: Fen
    /// What is owed to registered households, in fen.
    public let toRegistered: Fen
    /// Line by line.
    public let lines: [Line]
}
