public import Vocabulary

/// What catalogue holds for an order, with the prices that count.
public struct Reservation: Sendable, Equatable {
    /// The instant that entitlement is judged as of.
    public let reservedAt: Instant
    /// One for each line of the order.
    public internal(set) var lines: [ReservedLine]

    /// Makes a reservation, as answered or as stored.
    public init(reservedAt: Instant, lines: [ReservedLine]) {
        self.reservedAt = reservedAt
        self.lines = lines
    }

    /// What all lines cost, in fen.
    public var total: Fen { lines.reduce(0) { $0 + $1.amount } }

    /// Every household that a part of it comes from.
    public var tokens: Set<Token> {
        Set(lines.flatMap(\.allocations).flatMap(\.tokens))
    }
}

/// A line at its reserved price, and the lots that fill it. The buyer pays one price whatever lots these are.
public struct ReservedLine: Sendable, Equatable {
    /// The line's number in the order.
    public let number: Int32
    /// The listing that it was bought from.
    public let listing: UUIDv7
    /// The product.
    public let product: UUIDv7
    /// The offer slot that it was bought through.
    public let offer: UUIDv7?
    /// The price that counts.
    public let price: Price
    /// What the line costs as ordered, in fen.
    public let amount: Fen
    /// The class that the product is taxed by.
    public let taxClass: String
    /// The parts that fill it, each of one lot.
    public internal(set) var allocations: [Allocation]

    /// Makes a reserved line, as answered or as stored.
    public init(
        number: Int32, listing: UUIDv7, product: UUIDv7, offer: UUIDv7? = nil, price: Price, amount: Fen,
        taxClass: String, allocations: [Allocation]
    ) {
        self.number = number
        self.listing = listing
        self.product = product
        self.offer = offer
        self.price = price
        self.amount = amount
        self.taxClass = taxClass
        self.allocations = allocations
    }

    /// How much was ordered.
    public var quantity: Quantity { quantity(of: \.quantity.amount) }
    /// How much was delivered so far.
    public var delivered: Quantity { quantity(of: \.outcome.delivered) }
    /// What the buyer pays for what is not given back: the price of the final quantity, rounded once, in fen.
    public var finalAmount: Fen { price.amount(for: quantity(of: \.charged)) }
    /// What is given back for goods that do not reach the buyer, in fen.
    public var refunded: Fen { amount - finalAmount }

    private func quantity(of amount: (Allocation) -> Int64) -> Quantity {
        Quantity(allocations.reduce(0) { $0 + amount($1) }, price.per.unit)
    }
}
