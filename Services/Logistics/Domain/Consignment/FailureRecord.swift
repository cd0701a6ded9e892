public import Vocabulary

/// A failed attempt.
public struct FailureRecord: Sendable, Equatable {
    /// On which part of the way.
    public let stage: CarriageStage
    /// Which attempt at that part it was, from 1.
    public let attempt: Int32
    /// Whether there is no other.
    public let isFinal: Bool
    /// Why.
    public let reason: CarriageFailure
    /// Who answers for the goods.
    public let custody: Custody
    /// What is left of the goods, and where. What excursions have condemned is told by them and not again.
    public let items: [FailedItem]
    /// When the next attempt is meant to be, if known.
    public let nextAttempt: Instant?
    /// When it failed.
    public let at: Instant
}

/// A part of a consignment's way.
public enum CarriageStage: String, Sendable, CaseIterable {
    /// At its station.
    case collect
    /// In vehicles and hubs.
    case carry
    /// At its destination.
    case deliver
}

/// Why an attempt failed.
public enum CarriageFailure: String, Sendable, CaseIterable {
    /// Nobody was there.
    case absent
    /// The goods were not there.
    case goodsMissing = "goods-missing"
    /// The goods were not sound.
    case spoiled
    /// The place was closed.
    case closed
    /// The buyer refused everything.
    case refused
    /// The road was blocked.
    case road
    /// The vehicle could not go on.
    case vehicle
    /// Nobody fetched them in time.
    case unclaimed
    /// They were lost on the way.
    case lost
}

/// Who answers for goods.
public enum Custody: String, Sendable, CaseIterable {
    /// The producer, until the station has accepted and weighed them.
    case producer
    /// A station.
    case station
    /// The carrier: a vehicle, a hub or a depot.
    case carrier
    /// Nobody.
    case nobody = "none"
}

/// What is left of one allocation after a failed attempt.
public struct FailedItem: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// The lot that the goods come from.
    public let lotID: UUIDv7
    /// How much.
    public let quantity: Quantity
    /// Where it is.
    public let goods: GoodsWhereabouts
}

/// Where goods are after a failed attempt.
public enum GoodsWhereabouts: String, Sendable, CaseIterable {
    /// At a station.
    case atStation = "at-station"
    /// At a hub or depot.
    case atHub = "at-hub"
    /// In a vehicle.
    case onVehicle = "on-vehicle"
    /// Nowhere to be found.
    case lost
}
