public import Vocabulary

/// What happened to a slot. The slot itself holds the rest of what its events say.
public enum OfferSlotFact: Sendable, Equatable {
    /// It was proposed; catalogue is asked to set its allotment aside.
    case scheduled(at: Instant)
    /// Its stock is set aside, and of that so much.
    case setAside(SlotStock, at: Instant)
    /// Catalogue set nothing aside.
    case refused(SetAsideRefusal, at: Instant)
    /// It went on sale.
    case opened(at: Instant)
    /// Orders moved its stock.
    case counted(SlotStock)
    /// All of its stock is committed.
    case soldOut(at: Instant)
    /// It went off sale.
    case closed(SlotClosing, at: Instant)
}

/// How a slot ended.
public struct SlotClosing: Sendable, Hashable {
    /// Why it ended.
    public let cause: Cause
    /// What paid orders have got of it.
    public let sold: Quantity
    /// What no order holds or has got of it.
    public let left: Quantity

    /// Makes a closing.
    public init(cause: Cause, sold: Quantity, left: Quantity) {
        self.cause = cause
        self.sold = sold
        self.left = left
    }

    /// Why a slot may end.
    public enum Cause: String, Sendable, CaseIterable {
        /// Its window ended.
        case window
        /// Its episode ended.
        case episodeEnded = "episode-ended"
        /// It had sold out, whatever ended it then.
        case soldOut = "sold-out"
        /// Nothing of its stock was left sound.
        case quarantine
        /// It was taken off sale, or its episode was cancelled.
        case cancelled
    }
}

/// Why catalogue sets nothing aside.
public struct SetAsideRefusal: Sendable, Hashable {
    /// The rule that would have been broken.
    public let reason: Reason
    /// How much could be set aside.
    public let available: Quantity

    /// Makes a refusal.
    public init(reason: Reason, available: Quantity) {
        self.reason = reason
        self.available = available
    }

    /// The rules that catalogue may name.
    public enum Reason: String, Sendable, CaseIterable {
        /// There is less than the allotment.
        case short
        /// The price is below the floor.
        case belowFloor = "below-floor"
        /// The listing is not on sale.
        case notListed = "not-listed"
    }
}
