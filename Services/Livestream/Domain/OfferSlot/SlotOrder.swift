public import Vocabulary

/// What an order did to a slot's stock: one of catalogue's events, as far as it concerns the slot.
public struct SlotMovement: Sendable, Hashable {
    /// The order.
    public let orderID: UUIDv7
    /// What was done.
    public let kind: Kind
    /// To how much of each allocation.
    public let allocations: [Part]

    /// Makes a movement.
    public init(orderID: UUIDv7, kind: Kind, allocations: [Part]) {
        self.orderID = orderID
        self.kind = kind
        self.allocations = allocations
    }

    /// What an order may do to a slot's stock.
    public enum Kind: String, Sendable, CaseIterable {
        /// The order took it.
        case reserved
        /// The order was paid.
        case committed
        /// It came back to what is set aside for the slot.
        case returned
        /// It was lost to the slot: revoked, or released to the listing or as lost.
        case gone
    }

    /// An allocation's quantity.
    public struct Part: Sendable, Hashable {
        /// The allocation.
        public let allocationID: UUIDv7
        /// How much of it was moved.
        public let quantity: Quantity

        /// Makes a part.
        public init(allocationID: UUIDv7, quantity: Quantity) {
            self.allocationID = allocationID
            self.quantity = quantity
        }
    }
}

/// One order's part in a slot, kept so that news of it may come in any order and still adds up. Each event counts once:
/// who hears it sees to that.
public struct SlotOrder: Sendable, Equatable {
    /// The order.
    public let orderID: UUIDv7
    /// What became known of each allocation.
    public private(set) var allocations: [UUIDv7: AllocationTally]

    /// An order's part as stored; an order that is new to the slot has nothing counted yet.
    public init(orderID: UUIDv7, allocations: [UUIDv7: AllocationTally] = [:]) {
        self.orderID = orderID
        self.allocations = allocations
    }

    /// Counts a movement, and moves the slot's stock by what that changes.
    mutating func count(_ movement: SlotMovement, in stock: inout SlotStock) {
        for part in movement.allocations {
            let before = allocations[part.allocationID, default: AllocationTally()]
            var after = before
            after.add(part.quantity.amount, to: movement.kind)
            allocations[part.allocationID] = after
            stock.replace(before.standing, by: after.standing)
        }
    }
}

/// What became known of an allocation: sums, so that the order in which they grow does not matter.
public struct AllocationTally: Sendable, Hashable {
    /// What the order took.
    public private(set) var reserved: Int64
    /// What it was paid for.
    public private(set) var committed: Int64
    /// What came back to the slot.
    public private(set) var returned: Int64
    /// What was lost to the slot.
    public private(set) var gone: Int64

    /// A tally as stored.
    public init(reserved: Int64 = 0, committed: Int64 = 0, returned: Int64 = 0, gone: Int64 = 0) {
        self.reserved = reserved
        self.committed = committed
        self.returned = returned
        self.gone = gone
    }

    mutating func add(_ amount: Int64, to kind: SlotMovement.Kind) {
        switch kind {
        case .reserved: reserved += amount
        case .committed: committed += amount
        case .returned: returned += amount
        case .gone: gone += amount
        }
    }

    struct Standing {
        var held: Int64
        var committed: Int64
        var gone: Int64
    }

    /// How the allocation stands. Its parts never exceed what was taken, since a quantity may be revoked and released.
    var standing: Standing {
        // What was paid for was taken, even if only the payment is known yet.
        let taken = max(reserved, committed)
        let gone = min(self.gone, taken)
        let kept = max(0, taken - gone - returned)
        let sold = min(committed, kept)
        return Standing(held: kept - sold, committed: sold, gone: gone)
    }
}
