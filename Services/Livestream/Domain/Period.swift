public import Vocabulary

/// A stretch of time from one instant up to, not including, a later one.
public struct Period: Sendable, Hashable {
    /// Its first instant.
    public let start: Instant
    /// The first instant after it.
    public let end: Instant

    /// Makes a period; nil unless it ends after it starts.
    public init?(from start: Instant, to end: Instant) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }

    /// The whole of a business day, 00:00 to 24:00 in Asia/Shanghai.
    public init(of day: Day) {
        start = day.start
        end = day.end
    }

    /// Whether an instant lies in it.
    public func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }

    /// Whether another period lies in it whole.
    public func contains(_ other: Period) -> Bool {
        start <= other.start && other.end <= end
    }

    /// Whether the two have an instant in common. One that starts as the other ends does not overlap it.
    public func overlaps(_ other: Period) -> Bool {
        start < other.end && other.start < end
    }
}
