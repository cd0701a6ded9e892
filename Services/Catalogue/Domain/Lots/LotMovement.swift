/// What moves goods between the parts of a lot: the movement table of `states.md`, row by row.
public enum LotMovement: String, Sendable, Hashable, CaseIterable {
    // Set aside, give back.

    /// Kept for an offer.
    case setAside = "set-aside"
    /// No longer kept for an offer.
    case giveBack = "give-back"

    // Reserve from anyone's stock or from a slot's, release to either.

    /// Promised to an order from anyone's stock.
    case reserve
    /// Promised to an order from a slot's stock.
    case reserveFromSlot = "reserve-from-slot"
    /// Promised no longer.
    case release
    /// Promised no longer while the slot is open.
    case releaseToSlot = "release-to-slot"

    // Commit.

    /// Sold.
    case commit

    // Quarantine, release from it.

    /// Held back from what is on sale.
    case quarantineAvailable = "quarantine-available"
    /// Held back from what is kept for an offer.
    case quarantineSetAside = "quarantine-set-aside"
    /// Held back from an order not confirmed.
    case quarantineReserved = "quarantine-reserved"
    /// Held back from a confirmed order.
    case quarantineCommitted = "quarantine-committed"
    /// Found sound.
    case clear

    // Transform, return.

    /// Made into other lots.
    case transform
    /// Taken back by the producer.
    case returnToProducer = "return-to-producer"

    // Expire, reject.

    /// Out of date while on sale.
    case expireAvailable = "expire-available"
    /// Out of date while kept for an offer.
    case expireSetAside = "expire-set-aside"
    /// Out of date while promised.
    case expireReserved = "expire-reserved"
    /// Found unfit.
    case reject
    /// Found unfit, but of other use to the producer.
    case rejectToProducer = "reject-to-producer"

    // Withdrawn.

    /// Not wanted any more before it was collected.
    case withdraw
    /// The same, while the slot is open.
    case withdrawToSlot = "withdraw-to-slot"
    /// The same, when the lot is closed.
    case withdrawToLost = "withdraw-to-lost"

    // Refused, failed, condemned; brought back.

    /// Refused, failed or condemned on its way.
    case lose
    /// Brought back to a station.
    case bringBack = "bring-back"

    // Short at collection, missing or left behind.

    /// Missing, spoiled or lighter when it was collected.
    case fallShort = "fall-short"
    /// Sound, but left at the station when the rest was collected.
    case leaveBehind = "leave-behind"

    /// The part that shrinks and the part that grows.
    public var path: (from: LotPart, to: LotPart) {
        switch self {
        case .setAside: (.available, .setAside)
        case .giveBack: (.setAside, .available)
        case .reserve: (.available, .reserved)
        case .reserveFromSlot: (.setAside, .reserved)
        case .release: (.reserved, .available)
        case .releaseToSlot: (.reserved, .setAside)
        case .commit: (.reserved, .committed)
        case .quarantineAvailable: (.available, .quarantined)
        case .quarantineSetAside: (.setAside, .quarantined)
        case .quarantineReserved: (.reserved, .quarantined)
        case .quarantineCommitted: (.committed, .quarantined)
        case .clear: (.quarantined, .available)
        case .transform: (.available, .consumed)
        case .returnToProducer: (.available, .returned)
        case .expireAvailable: (.available, .lost)
        case .expireSetAside: (.setAside, .lost)
        case .expireReserved: (.reserved, .lost)
        case .reject: (.quarantined, .lost)
        case .rejectToProducer: (.quarantined, .returned)
        case .withdraw: (.committed, .available)
        case .withdrawToSlot: (.committed, .setAside)
        case .withdrawToLost: (.committed, .lost)
        case .lose: (.committed, .lost)
        case .bringBack: (.committed, .quarantined)
        case .fallShort: (.committed, .lost)
        case .leaveBehind: (.committed, .available)
        }
    }

    /// Whether it changes what is set aside, so that the slot whose goods they are changes with it.
    public var touchesSlot: Bool {
        path.from == .setAside || path.to == .setAside
    }
}
