/// What a relay does, for health and metrics.
public struct RelayStatus: Sendable, Equatable {
    /// Whether this instance relays; another one may do so instead.
    public internal(set) var isLeading = false
    /// The events confirmed by the broker since the start.
    public internal(set) var published = 0
    /// The messages that carried them.
    public internal(set) var messages = 0
    /// Since when an older transaction has held the fence before events that are committed; nil while none does.
    public internal(set) var heldSince: ContinuousClock.Instant?
}
