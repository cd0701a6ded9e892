/// Where a part of a lot is. Every lot is, at all times, the sum of its eight parts.
public enum LotPart: String, Sendable, Hashable, CaseIterable {
    /// On sale to anyone.
    case available
    /// Kept for an offer of an episode.
    case setAside = "set-aside"
    /// Promised to an order that is not confirmed.
    case reserved
    /// Sold, whether it still lies at the station, travels or was delivered.
    case committed
    /// Held back until it is inspected.
    case quarantined
    /// Made into other lots.
    case consumed
    /// Given back to the producer.
    case returned
    /// Spoiled, expired, missing or refused.
    case lost
}
