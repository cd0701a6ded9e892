/// How a slot's stock is divided, in the unit of its allotment.
public struct SlotStock: Sendable, Hashable {
    /// What catalogue set aside for it in all, orders' part of it included.
    public internal(set) var setAside: Int64
    /// What orders hold that are not paid yet.
    public internal(set) var held: Int64
    /// What paid orders have got.
    public internal(set) var committed: Int64
    /// What orders held and what will not be sold here again: quarantined, lost, or gone back to the listing.
    public internal(set) var gone: Int64

    /// A slot's stock as stored.
    public init(setAside: Int64 = 0, held: Int64 = 0, committed: Int64 = 0, gone: Int64 = 0) {
        self.setAside = setAside
        self.held = held
        self.committed = committed
        self.gone = gone
    }

    /// What may still be ordered. Never below zero, though news of orders may come before that of the stock.
    public var left: Int64 { max(0, setAside - held - committed - gone) }

    /// Whether all that was set aside has got paid.
    public var isSoldOut: Bool { setAside > 0 && committed >= setAside }

    mutating func replace(_ before: AllocationTally.Standing, by after: AllocationTally.Standing) {
        held += after.held - before.held
        committed += after.committed - before.committed
        gone += after.gone - before.gone
    }
}
