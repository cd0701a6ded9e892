public import Vocabulary

/// What happened to a consignment.
public enum ConsignmentFact: Sendable, Equatable {
    /// It is taken on.
    case accepted(at: Instant)
    /// It cannot be carried.
    case refused(CarriageRefusal)
    /// Some or all of it was called off.
    case withdrawn([AllocationQuantity], isWhole: Bool, at: Instant)
    /// It was collected.
    case collected(CollectionRecord)
    /// A hub or depot has it.
    case received(siteID: UUIDv7, short: [AllocationQuantity], at: Instant)
    /// A vehicle has it again.
    case loaded(runID: UUIDv7, at: Instant)
    /// Another vehicle has it.
    case transferred(from: UUIDv7, to: UUIDv7, at: Instant)
    /// It waits at its pick-up station.
    case arrived(siteID: UUIDv7, pickUpBy: Instant, at: Instant)
    /// A clock is set for when it is no longer kept.
    case pickUpDeadlineSet(Instant)
    /// That clock is void.
    case pickUpDeadlineStruck
    /// A wrong code was given.
    case wrongCode(triesLeft: Int32)
    /// The buyer has it.
    case delivered(DeliveryRecord)
    /// An attempt failed, or all of them.
    case failed(FailureRecord)
    /// Some of it was exposed for longer than it bears.
    case condemned([AllocationQuantity], excursionID: UUIDv7)
}

/// Why a wish for carriage is refused.
public enum CarriageRefusal: String, Sendable, CaseIterable {
    /// No lane leads there.
    case noLane = "no-lane"
    /// Somewhere on the way nothing keeps the goods at their temperature.
    case noBand = "no-band"
    /// The deadline cannot be met.
    case tooLate = "too-late"
    /// No vehicle's compartment can hold it.
    case tooLarge = "too-large"
    /// Nobody knows the destination.
    case unknownDestination = "unknown-destination"
}
