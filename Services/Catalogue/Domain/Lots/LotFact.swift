public import Vocabulary

/// Why goods are held back.
public enum QuarantineCause: String, Sendable, Hashable, CaseIterable {
    /// An inspection failed, or is due.
    case inspection
    /// They were too warm or too cold for too long.
    case excursion
    /// A claim brought them back.
    case claim
    /// They were called back.
    case recall
    /// The sensor that watched them fell silent.
    case deadSensor = "dead-sensor"
}

/// Why a lot is closed.
public enum LotClosure: String, Sendable, Hashable, CaseIterable {
    /// All of it was sold and shipped, or made into other lots.
    case exhausted
    /// Its last day is over.
    case expired
    /// It failed its inspection.
    case rejected
    /// The producer took it back.
    case returnedToProducer = "returned-to-producer"
}

/// Goods that went into quarantine, by where they were taken from, in the lot's unit.
public struct QuarantinedGoods: Sendable, Hashable {
    /// Taken from what was on sale to anyone.
    public var available: Int64 = 0
    /// Taken from what was kept for offers.
    public var setAside: Int64 = 0
    /// Taken from orders not confirmed.
    public var reserved: Int64 = 0
    /// Taken from confirmed orders.
    public var committed: Int64 = 0

    /// Makes it of four amounts.
    public init(available: Int64 = 0, setAside: Int64 = 0, reserved: Int64 = 0, committed: Int64 = 0) {
        self.available = available
        self.setAside = setAside
        self.reserved = reserved
        self.committed = committed
    }

    /// All of them together.
    public var total: Int64 { available + setAside + reserved + committed }
}

/// What happened to a lot.
public enum LotFact: Sendable, Equatable {
    /// It was weighed in, or bought at a station.
    case received(Quantity)
    /// It passed its first inspection.
    case passed(inspectionID: UUIDv7)
    /// It was put on sale.
    case listed(inspectionID: UUIDv7, certificateID: UUIDv7)
    /// It was to be sold below the floor, which was refused.
    case priceBreached(PriceBreach)
    /// Goods of it were held back.
    case quarantined(cause: QuarantineCause, causeID: UUIDv7, QuarantinedGoods)
    /// Orders lost their claim on goods of it.
    case revoked(cause: RevocationCause, [Revocation])
    /// Goods held back were found sound.
    case released(inspectionID: UUIDv7, amount: Int64)
    /// Goods held back were found unfit.
    case rejected(inspectionID: UUIDv7, amount: Int64)
    /// Goods of it were made into other lots.
    case transformed(into: [UUIDv7], amount: Int64)
    /// The producer took goods back.
    case returned(amount: Int64)
    /// Nothing more is sold of it.
    case closed(LotClosure, lost: Int64)
    /// It was called back.
    case recalled(recallID: UUIDv7, closure: [UUIDv7], reason: String)
    /// Its goods moved between its parts; where a slot's goods did, the slot follows.
    case moved([StockMovement])
}
