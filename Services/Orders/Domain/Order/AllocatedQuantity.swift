public import Vocabulary

/// A quantity of one part of an order, as logistics reports it.
public struct AllocatedQuantity: Sendable, Hashable {
    /// The part.
    public let allocation: UUIDv7
    /// How much of it.
    public let quantity: Quantity

    /// Makes a quantity of a part.
    public init(allocation: UUIDv7, quantity: Quantity) {
        self.allocation = allocation
        self.quantity = quantity
    }
}

/// A quantity of one part of an order, with the line that it fills and the lot that it is of.
public struct AffectedItem: Sendable, Hashable {
    /// The line's number.
    public let line: Int32
    /// The part.
    public let allocation: UUIDv7
    /// Its lot.
    public let lot: UUIDv7
    /// How much of it.
    public let quantity: Quantity

    /// Makes an item, as stored.
    public init(line: Int32, allocation: UUIDv7, lot: UUIDv7, quantity: Quantity) {
        self.line = line
        self.allocation = allocation
        self.lot = lot
        self.quantity = quantity
    }
}

/// What was found when a part was collected.
public struct CollectedItem: Sendable, Hashable {
    /// The part.
    public let allocation: UUIDv7
    /// How much should have been there.
    public let ordered: Quantity
    /// How much was taken.
    public let collected: Quantity

    /// Makes a collected item.
    public init(allocation: UUIDv7, ordered: Quantity, collected: Quantity) {
        self.allocation = allocation
        self.ordered = ordered
        self.collected = collected
    }
}

/// What became of a part at the buyer's door.
public struct DeliveredItem: Sendable, Hashable {
    /// The part.
    public let allocation: UUIDv7
    /// How much the buyer accepted.
    public let delivered: Quantity
    /// How much the buyer refused.
    public let refused: Quantity

    /// Makes a delivered item.
    public init(allocation: UUIDv7, delivered: Quantity, refused: Quantity) {
        self.allocation = allocation
        self.delivered = delivered
        self.refused = refused
    }
}

/// Who held goods when they were lost. Risk passes from the producer when the station accepts and weighs the lot.
public enum Custody: String, Sendable, CaseIterable {
    /// The producer, who bears the loss.
    case producer
    /// The station, which owes the producer its dues.
    case station
    /// The carrier, who owes the producer its dues.
    case carrier
    /// Nobody lost them.
    case none
}
