public import Vocabulary

/// What happened to a slot's stock.
public enum SlotStockFact: Sendable, Equatable {
    /// So much may be sold in all; it is said again whenever it is less.
    case setAside(total: Quantity)
    /// The offer closed; what is left is given back when the grace is over.
    case closed(giveBackDue: Instant)
    /// What nobody took is on sale to anyone.
    case givenBack(amount: Int64)
    /// Goods moved between the parts of their lots.
    case moved([StockMovement])
}
