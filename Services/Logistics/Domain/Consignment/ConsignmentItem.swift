public import Vocabulary

/// The goods of one allocation in a consignment, and what has become of them. Amounts are in the unit of `ordered`.
public struct ConsignmentItem: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// The lot that the goods come from.
    public let lotID: UUIDv7
    /// The product.
    public let productID: UUIDv7
    /// The class of goods, by its code.
    public let goodsClass: String
    /// How much was ordered.
    public let ordered: Quantity
    /// How many pieces that is to the hand.
    public let pieces: Int64
    /// The weight and room of what was ordered, with packing.
    public let orderedLoad: Load
    /// How much was called off before collection.
    public internal(set) var withdrawn: Int64
    /// How much was collected; nil before.
    public internal(set) var collected: Int64?
    /// How much was not there when a hub counted.
    public internal(set) var missing: Int64
    /// How much was condemned by excursions.
    public internal(set) var condemned: Int64
    /// How much the buyer took.
    public internal(set) var delivered: Int64
    /// How much the buyer refused.
    public internal(set) var refused: Int64

    /// An item as stored.
    public init(
        allocationID: UUIDv7, lotID: UUIDv7, productID: UUIDv7, goodsClass: String, ordered: Quantity, pieces: Int64,
        orderedLoad: Load, withdrawn: Int64 = 0, collected: Int64? = nil, missing: Int64 = 0, condemned: Int64 = 0,
        delivered: Int64 = 0, refused: Int64 = 0
    ) {
        self.allocationID = allocationID
        self.lotID = lotID
        self.productID = productID
        self.goodsClass = goodsClass
        self.ordered = ordered
        self.pieces = pieces
        self.orderedLoad = orderedLoad
        self.withdrawn = withdrawn
        self.collected = collected
        self.missing = missing
        self.condemned = condemned
        self.delivered = delivered
        self.refused = refused
    }

    /// How much is to be collected.
    public var due: Int64 { ordered.amount - withdrawn }

    /// How much is carried: what was collected and is neither missing nor condemned; before collection, what is due.
    public var carried: Int64 { (collected ?? due) - missing - condemned }

    /// The weight and room of what is carried, rounded up.
    public var load: Load {
        guard ordered.amount > 0 else { return .none }
        func share(_ whole: Int64) -> Int64 { (whole * carried + ordered.amount - 1) / ordered.amount }
        return Load(grams: share(orderedLoad.grams), millilitres: share(orderedLoad.millilitres))
    }

    /// So much of it, in its unit.
    func quantity(_ amount: Int64) -> Quantity {
        Quantity(amount, ordered.unit)
    }
}

/// An amount of one allocation's goods.
public struct AllocationQuantity: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// The lot that the goods come from.
    public let lotID: UUIDv7
    /// How much.
    public let quantity: Quantity

    /// Makes an amount.
    public init(allocationID: UUIDv7, lotID: UUIDv7, quantity: Quantity) {
        self.allocationID = allocationID
        self.lotID = lotID
        self.quantity = quantity
    }
}
