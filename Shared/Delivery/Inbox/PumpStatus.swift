/// What a pump has done since its start.
public struct PumpStatus: Sendable, Equatable {
    /// The partitions that it holds at present.
    public internal(set) var partitions: Set<Int> = []
    /// Events that took effect.
    public internal(set) var handled = 0
    /// Events that were known already.
    public internal(set) var repeated = 0
    /// Events that were parked.
    public internal(set) var parked = 0
}
