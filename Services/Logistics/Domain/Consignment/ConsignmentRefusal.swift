public import Vocabulary

/// Why a command to a consignment is refused.
public enum ConsignmentRefusal: Error, Sendable, Equatable {
    /// It is in this state, which has no such command.
    case notInState(ConsignmentState)
    /// The stop is one of another run than the one that it is planned on or on board of.
    case anotherRun(UUIDv7)
    /// It was not loaded at that stop.
    case notLoadedThere(stop: Int32)
    /// It was loaded at that stop, so that its collection has not failed.
    case loadedThere(stop: Int32)
    /// It was not to be handled at that stop.
    case notHandledThere(stop: Int32)
    /// It was unloaded at that stop, so that its delivery has not failed.
    case unloadedThere(stop: Int32)
    /// The place is not the one that it is for.
    case wrongPlace(UUIDv7)
    /// The site does not sort goods.
    case siteDoesNotSort(UUIDv7)
    /// It has no such allocation, or it is named twice.
    case unknownItem(UUIDv7)
    /// Nothing is said of an allocation.
    case itemMissing(UUIDv7)
    /// An amount below zero, or above what there is.
    case amountOutOfRange(UUIDv7)
    /// Nothing was collected at all.
    case nothingCollected
    /// Less was collected, or taken, and no reason is given.
    case reasonMissing(UUIDv7)
    /// A reason is given where none is needed.
    case reasonUnexpected(UUIDv7)
    /// The amounts taken and refused do not add up to what was carried.
    case doesNotAddUp(UUIDv7, carried: Int64)
    /// What was counted is less than what was carried, and the difference is not stated.
    case differenceUnstated(UUIDv7, carried: Int64, counted: Int64)
    /// The vehicles are not at one place.
    case vehiclesApart(metres: Int64)
    /// Too many wrong codes were given.
    case pickUpLocked
    /// It is still kept.
    case keptUntil(Instant)
    /// A failure that cannot happen on this part of the way.
    case failureElsewhere(CarriageFailure)
}

extension ConsignmentRefusal: CustomStringConvertible {
    /// The rule's name for machines.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .anotherRun: "another-run"
        case .notLoadedThere: "not-loaded-there"
        case .loadedThere: "loaded-there"
        case .notHandledThere: "not-handled-there"
        case .unloadedThere: "unloaded-there"
        case .wrongPlace: "wrong-place"
        case .siteDoesNotSort: "site-does-not-sort"
        case .unknownItem: "unknown-item"
        case .itemMissing: "item-missing"
        case .amountOutOfRange: "amount-out-of-range"
        case .nothingCollected: "nothing-collected"
        case .reasonMissing: "reason-missing"
        case .reasonUnexpected: "reason-unexpected"
        case .doesNotAddUp: "does-not-add-up"
        case .differenceUnstated: "difference-unstated"
        case .vehiclesApart: "vehicles-apart"
        case .pickUpLocked: "pick-up-locked"
        case .keptUntil: "kept-until"
        case .failureElsewhere: "failure-elsewhere"
        }
    }

    /// A sentence that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state):
            "The consignment is \(state.rawValue), where this cannot be done; look at it again."
        case .anotherRun(let run): "The consignment is not with run \(run); look up the run that has it."
        case .notLoadedThere(let stop): "The consignment was not loaded at stop \(stop); serve the stop with it first."
        case .loadedThere(let stop): "The consignment was loaded at stop \(stop); it has not failed there."
        case .notHandledThere(let stop): "The consignment was not for stop \(stop); name the stop that it was for."
        case .unloadedThere(let stop): "The consignment was unloaded at stop \(stop); it has not failed there."
        case .wrongPlace(let place): "The consignment is not for \(place); take it to its own destination."
        case .siteDoesNotSort(let site): "Site \(site) is no open hub or depot; let one receive the goods."
        case .unknownItem(let id): "Name each allocation of the consignment once; \(id) is unknown or named twice."
        case .itemMissing(let id): "Say what became of allocation \(id)."
        case .amountOutOfRange(let id): "Give an amount for allocation \(id) between zero and what there is of it."
        case .nothingCollected: "If nothing was collected, fail the collection instead."
        case .reasonMissing(let id): "Say why there is less of allocation \(id)."
        case .reasonUnexpected(let id): "All of allocation \(id) is there; leave out the reason."
        case .doesNotAddUp(let id, let carried):
            "Taken and refused of allocation \(id) must add up to the \(carried) that were carried."
        case .differenceUnstated(let id, let carried, let counted):
            "\(carried) of allocation \(id) were carried and \(counted) counted; count again, or state the difference."
        case .vehiclesApart(let metres): "The vehicles are \(metres) m apart; bring them together first."
        case .pickUpLocked: "Too many wrong codes were given; the parcel goes back when its time is over."
        case .keptUntil(let deadline): "The parcel is kept until \(deadline); wait until then."
        case .failureElsewhere(let failure): "Nothing fails here as \(failure.rawValue); name another reason."
        }
    }
}
