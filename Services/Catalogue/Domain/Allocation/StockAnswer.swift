public import Vocabulary

/// Why a lot was chosen.
public enum AllocationRule: String, Sendable, Hashable, CaseIterable {
    /// Its sale helps registered households, and they come first.
    case registeredFirst = "registered-first"
    /// No registered household's goods were left, and it expires before the others.
    case firstExpired = "first-expired"
    /// It was grown for the buyers of its production order.
    case preorderQuota = "pre-order-quota"
    /// No other lot had anything left.
    case onlyLot = "only-lot"
}

/// Goods of one lot that fill a line, wholly or in part, and why these.
public struct AllocatedLot: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// The lot, as it stood when the batch began, with what was known of its household.
    public let candidate: LotOnSale
    /// How much.
    public let quantity: Quantity
    /// What it weighs with its packing, in grams.
    public let grossGrams: Int64
    /// The room it takes with its packing, in millilitres.
    public let volumeMillilitres: Int64
    /// What is owed to the producer for it, in fen: nothing for a purchased lot.
    public let producerFen: Fen
    /// Why this lot.
    public let rule: AllocationRule
}

/// A line that was filled whole.
public struct ReservedLine: Sendable, Equatable {
    /// Its number.
    public let line: Int32
    /// The listing that it was bought by.
    public let listingID: UUIDv7
    /// The offer that it was bought in.
    public let offerID: UUIDv7?
    /// What was bought, as published when it was allocated.
    public let product: Product
    /// The price that counts.
    public let price: Price
    /// What the buyer owes for it, in fen.
    public let amountFen: Fen
    /// The goods.
    public let allocations: [AllocatedLot]
}

/// Why a line could not be filled.
public enum LineRefusalReason: String, Sendable, Hashable, CaseIterable {
    /// There is not enough of it.
    case short
    /// It costs more than the buyer was shown.
    case priceChanged = "price-changed"
    /// Its price is below the floor by now.
    case belowFloor = "below-floor"
    /// It was ordered outside the offer's window, or the offer has no stock any more.
    case offerClosed = "offer-closed"
    /// It was not on sale where and when it was ordered.
    case notListed = "not-listed"
    /// An option, or the quantity itself, is not one that it can be ordered in.
    case optionInvalid = "option-invalid"
}

/// A line that could not be filled.
public struct LineRefusal: Error, Sendable, Hashable {
    /// Its number.
    public let line: Int32
    /// Why.
    public let reason: LineRefusalReason
    /// The price that counts, where that is why.
    public let price: Price?
    /// What there was for it, where that is why.
    public let available: Quantity?

    init(line: Int32, _ reason: LineRefusalReason, price: Price? = nil, available: Quantity? = nil) {
        self.line = line
        self.reason = reason
        self.price = price
        self.available = available
    }
}

/// What an order gets: all that it asked for, or nothing.
public enum StockAnswer: Sendable, Equatable {
    /// Every line is filled whole.
    case reserved(Reservation, [ReservedLine])
    /// Some line could not be filled.
    case refused(Reservation, [LineRefusal])

    /// The reservation, held or refused.
    public var reservation: Reservation {
        switch self {
        case .reserved(let reservation, _), .refused(let reservation, _): reservation
        }
    }
}

/// What a batch of orders gets, and what it does to the lots.
public struct AllocationRound: Sendable, Equatable {
    /// One answer per order, in the order of the orders.
    public let answers: [StockAnswer]
    /// What leaves each lot, added up over all the orders.
    public let movements: [StockMovement]
    /// Imports that had to be served below the floor.
    public let breaches: [PriceBreach]
}
