public import Vocabulary

/// A stretch of time with both its ends.
public struct TimeWindow: Sendable, Equatable {
    /// Its first instant.
    public var from: Instant
    /// Its last instant, not before the first.
    public var to: Instant

    /// Makes a window.
    /// - Precondition: it does not end before it begins.
    public init(from: Instant, to: Instant) {
        precondition(from <= to, "a time window ends before it begins")
        self.from = from
        self.to = to
    }

    /// The time that both share, if any.
    public func intersection(_ other: TimeWindow) -> TimeWindow? {
        let from = max(from, other.from)
        let to = min(to, other.to)
        return from <= to ? TimeWindow(from: from, to: to) : nil
    }

    /// Whether it lies wholly within another.
    public func isWithin(_ other: TimeWindow) -> Bool {
        other.from <= from && to <= other.to
    }
}
