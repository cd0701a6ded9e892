/// What a pump has done since its start.
public struct PumpStatus: Sendable, Equatable {
    /// The partitions that it holds at present.
    public internal(set) var partitions: Set<Int> = []
    /// Events that took effect.
    public internal(set) var handled = 0
    /// Events that were known already.
    public internal(set) var repeated = 0
    /// Events that were parked for somebody to decide.
    public internal(set) var parked = 0
    /// Events that were stored, since one before them was missing.
    public internal(set) var gaps = 0
    /// Events that came behind one that was told after them.
    public internal(set) var inversions = 0
    /// Events with a version that another event has; they are parked too.
    public internal(set) var conflicts = 0
    /// Events that passed without effect, since their version is not known here.
    public internal(set) var unknown = 0
    /// Since when the database has been away, and a batch is held; nil while none is.
    public internal(set) var heldSince: ContinuousClock.Instant?

    mutating func add(_ outcome: Reception.Outcome) {
        handled += outcome.handled
        repeated += outcome.repeated
        parked += outcome.parked + outcome.conflicts
        gaps += outcome.gaps
        inversions += outcome.inversions
        conflicts += outcome.conflicts
        unknown += outcome.unknown
    }
}
