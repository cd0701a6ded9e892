internal import Vocabulary

/// A lot that may fill orders, with what decides its turn.
public struct LotOnSale: Sendable, Equatable {
    /// The lot.
    public let lot: Lot
    /// Whom its sale helps, as far as is known.
    public let known: KnownBenefit
    /// How much its household has sold this season, in the product's unit, so that all get their turn.
    public let soldThisSeason: Int64

    /// Makes it of its parts.
    public init(lot: Lot, known: KnownBenefit, soldThisSeason: Int64) {
        self.lot = lot
        self.known = known
        self.soldThisSeason = soldThisSeason
    }
}

/// What there is to sell at one instant: everything that the orders of a batch may ask for, read under the locks of
/// its lots.
public struct StockSnapshot: Sendable, Equatable {
    /// The products asked for, with their listings and floors.
    public var products: [Product]
    /// Their lots. Those that are not listed, or are past their last day, are passed over.
    public var lots: [LotOnSale]
    /// The slots asked for.
    public var slots: [SlotStock]

    /// Makes a snapshot.
    public init(products: [Product], lots: [LotOnSale], slots: [SlotStock] = []) {
        self.products = products
        self.lots = lots
        self.slots = slots
    }
}
