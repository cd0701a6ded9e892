public import Vocabulary

/// How far an allocation has come.
public enum AllocationStage: String, Sendable, Hashable, CaseIterable {
    /// Promised to an order that is not confirmed.
    case reserved
    /// Sold, and still at its station.
    case committed
    /// Collected from its station.
    case shipped
    /// Came back before it was collected.
    case released
    /// Delivered, or failed for good.
    case ended
}

/// Goods of one lot for one line of an order.
public struct Allocation: Sendable, Hashable {
    /// Its id.
    public let id: UUIDv7
    /// The line that it fills, wholly or in part.
    public let line: Int32
    /// Whose goods.
    public let lotID: UUIDv7
    /// The offer from whose stock it was taken.
    public let offerID: UUIDv7?
    /// How much was allocated.
    public let quantity: Quantity
    /// Whether it travels in a consignment; a stay or a visit does not.
    public let isCarried: Bool
    /// How far it has come.
    public internal(set) var stage: AllocationStage
    /// How much of it the order still has a hold on in the lot's stock, and what follows may still move.
    public internal(set) var open: Int64
    /// How much a quarantine, a recall or an expiry took out of it that nobody has accounted for since. The lot's
    /// stock has moved already, so this is never moved again.
    public internal(set) var seized: Int64
    /// How much of it its buyer has, which stays committed in the lot's stock for good.
    public internal(set) var delivered: Int64
    /// How much was condemned on its way before its collection was heard of. It is lost once that is.
    public internal(set) var condemnedAhead: Int64
    /// Why it was revoked last, wholly or in part.
    public internal(set) var revocation: RevocationCause?

    /// An allocation as stored.
    public init(
        id: UUIDv7, line: Int32, lotID: UUIDv7, offerID: UUIDv7?, quantity: Quantity, isCarried: Bool,
        stage: AllocationStage, open: Int64, seized: Int64, delivered: Int64 = 0, condemnedAhead: Int64 = 0,
        revocation: RevocationCause?,
    ) {
        self.id = id
        self.line = line
        self.lotID = lotID
        self.offerID = offerID
        self.quantity = quantity
        self.isCarried = isCarried
        self.stage = stage
        self.open = open
        self.seized = seized
        self.delivered = delivered
        self.condemnedAhead = condemnedAhead
        self.revocation = revocation
    }

    /// An allocation just made: all of it is promised.
    init(id: UUIDv7, line: Int32, lotID: UUIDv7, offerID: UUIDv7?, quantity: Quantity, isCarried: Bool) {
        self.init(
            id: id, line: line, lotID: lotID, offerID: offerID, quantity: quantity, isCarried: isCarried,
            stage: .reserved, open: quantity.amount, seized: 0, revocation: nil)
    }

    /// Whether it is still at its station, so that it can be revoked.
    public var isUncollected: Bool { stage == .reserved || stage == .committed }

    /// Whether nothing can happen to it any more.
    public var isOver: Bool { stage == .released || stage == .ended }
}
