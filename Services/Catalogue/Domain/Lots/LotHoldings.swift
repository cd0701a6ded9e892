public import Vocabulary

/// Who has a claim on goods of one lot that still lie at its station.
public struct LotHoldings: Sendable, Equatable {
    /// What is kept for an offer.
    public struct Slot: Sendable, Hashable {
        /// The offer.
        public let offerID: UUIDv7
        /// How much of the lot is kept for it.
        public let amount: Int64

        /// Makes a holding.
        public init(offerID: UUIDv7, amount: Int64) {
            self.offerID = offerID
            self.amount = amount
        }
    }

    /// What is promised or sold to an order.
    public struct Order: Sendable, Hashable {
        /// The order.
        public let orderID: UUIDv7
        /// When it was served.
        public let reservedAt: Instant
        /// Its allocation.
        public let allocation: Allocation

        /// Makes a holding.
        public init(orderID: UUIDv7, reservedAt: Instant, allocation: Allocation) {
            self.orderID = orderID
            self.reservedAt = reservedAt
            self.allocation = allocation
        }
    }

    /// The offers that some of it is kept for.
    public let slots: [Slot]
    /// The orders that some of it is promised or sold to, and not yet collected for.
    public let orders: [Order]

    /// Makes the holdings of a lot. Allocations that were collected or are over have no claim on what lies at the
    /// station, and are left out.
    public init(slots: [Slot] = [], orders: [Order] = []) {
        self.slots = slots.filter { $0.amount > 0 }.sorted { $0.offerID < $1.offerID }
        self.orders = orders.filter { $0.allocation.isUncollected && $0.allocation.open > 0 }
    }

    /// The orders in one stage, the last served first: who came first keeps what is left.
    func orders(in stage: AllocationStage) -> [Order] {
        orders.filter { $0.allocation.stage == stage }.sorted {
            ($0.reservedAt, $0.orderID, $0.allocation.id) > ($1.reservedAt, $1.orderID, $1.allocation.id)
        }
    }
}
