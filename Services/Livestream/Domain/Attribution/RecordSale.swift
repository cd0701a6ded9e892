public import Vocabulary

/// What producers are owed for the stock that an order holds.
public struct OrderReservation: Sendable, Hashable {
    /// Its allocations.
    public let allocations: [Allocation]

    /// Makes a reservation.
    public init(allocations: [Allocation]) {
        self.allocations = allocations
    }

    /// Stock of one lot.
    public struct Allocation: Sendable, Hashable {
        /// Its identifier.
        public let id: UUIDv7
        /// What its producer is owed, in fen.
        public let producerFen: Fen
        /// The households that share it: the one that produced the lot, or a cooperative's members by what each delivered.
        /// Empty for other producers.
        public let households: [Household]

        /// Makes an allocation.
        public init(id: UUIDv7, producerFen: Fen, households: [Household]) {
            self.id = id
            self.producerFen = producerFen
            self.households = households
        }

        /// What each household is owed, in fen.
        func dues() -> [(household: Token, due: Fen)] {
            let delivered = households.map { max(0, $0.delivered) }
            guard delivered.contains(where: { $0 > 0 }) else { return [] }
            return zip(households, split(producerFen, by: delivered)).map { ($0.token, $1) }
        }
    }

    /// A household's part of an allocation.
    public struct Household: Sendable, Hashable {
        /// The household.
        public let token: Token
        /// What it delivered of it, in the lot's unit.
        public let delivered: Int64

        /// Makes a part.
        public init(token: Token, delivered: Int64) {
            self.token = token
            self.delivered = delivered
        }
    }
}

/// An order's confirmation.
public struct OrderConfirmation: Sendable, Hashable {
    /// Whether a buyer bought goods of the counties: not an agency purchase, which buys for resale, nor a downlink, which
    /// goes the other way.
    public let isSaleToBuyer: Bool
    /// When it was confirmed.
    public let confirmedAt: Instant
    /// What the buyer paid, in fen.
    public let paid: Fen
    /// The households whose goods were sold and which are registered.
    public let beneficiaries: Set<Token>

    /// Makes a confirmation.
    public init(isSaleToBuyer: Bool, confirmedAt: Instant, paid: Fen, beneficiaries: Set<Token>) {
        self.isSaleToBuyer = isSaleToBuyer
        self.confirmedAt = confirmedAt
        self.paid = paid
        self.beneficiaries = beneficiaries
    }
}

extension TrackedOrder {
    /// Stock is reserved. If the order was confirmed already, it is now known what of it reaches registered households.
    public mutating func record(_ reservation: OrderReservation) -> [TrackedOrderFact] {
        guard self.reservation == nil else { return [] }
        self.reservation = reservation
        return saleIfKnown()
    }

    /// The order is confirmed. It counts for the day once it is known what was reserved for it.
    public mutating func record(_ confirmation: OrderConfirmation) -> [TrackedOrderFact] {
        guard self.confirmation == nil else { return [] }
        self.confirmation = confirmation
        return saleIfKnown()
    }

    private func saleIfKnown() -> [TrackedOrderFact] {
        guard let reservation, let confirmation, confirmation.isSaleToBuyer else { return [] }
        let toRegistered = reservation.allocations
            .flatMap { $0.dues() }
            .filter { confirmation.beneficiaries.contains($0.household) }
            .reduce(0) { $0 + $1.due }
        let sale = DaySale(
            orderID: id, confirmedAt: confirmation.confirmedAt, paid: confirmation.paid, toRegistered: toRegistered)
        return [.sold(sale)]
    }
}
