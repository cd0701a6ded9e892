public import Vocabulary

/// Why an order lost its claim on goods.
public enum RevocationCause: String, Sendable, Hashable, CaseIterable {
    /// They are held back.
    case quarantine
    /// They were called back.
    case recall
    /// Their last day is over.
    case expiry
}

/// Goods of a lot that an order can no longer have.
public struct Revocation: Sendable, Hashable {
    /// The order.
    public let orderID: UUIDv7
    /// Its allocation.
    public let allocationID: UUIDv7
    /// The offer that it was bought in.
    public let offerID: UUIDv7?
    /// How much of the allocation.
    public let amount: Int64
    /// Whether the lot's stock has moved already. Expired goods of a confirmed order stay committed until logistics
    /// says whether they had been collected in time.
    public let isSeized: Bool

    /// Makes a revocation.
    public init(orderID: UUIDv7, allocationID: UUIDv7, offerID: UUIDv7?, amount: Int64, isSeized: Bool) {
        self.orderID = orderID
        self.allocationID = allocationID
        self.offerID = offerID
        self.amount = amount
        self.isSeized = isSeized
    }
}
