internal import Glibc

/// A moment in UTC, in whole milliseconds: what is stored and sent.
public struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// Makes an instant from the milliseconds since 1970-01-01T00:00:00Z.
    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// What the machine's clock says. Rules never ask for it: they are told the time.
    public static func wallTime() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Orders by time.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The instant that much later.
    public static func + (instant: Instant, span: Span) -> Instant {
        Instant(milliseconds: instant.milliseconds + span.milliseconds)
    }

    /// The instant that much earlier.
    public static func - (instant: Instant, span: Span) -> Instant {
        Instant(milliseconds: instant.milliseconds - span.milliseconds)
    }

    /// The time from one instant to a later one; negative if it is earlier.
    public static func - (later: Instant, earlier: Instant) -> Span {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

/// A length of time in whole milliseconds.
public struct Span: Sendable, Hashable, Comparable {
    /// Its length; negative lengths lead backwards.
    public let milliseconds: Int64

    /// That many milliseconds.
    public static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
    /// That many seconds.
    public static func seconds(_ count: Int64) -> Span { .milliseconds(count * 1000) }
    /// That many minutes.
    public static func minutes(_ count: Int64) -> Span { .seconds(count * 60) }
    /// That many hours.
    public static func hours(_ count: Int64) -> Span { .minutes(count * 60) }
    /// That many times 24 hours.
    public static func days(_ count: Int64) -> Span { .hours(count * 24) }

    /// Orders by length.
    public static func < (left: Span, right: Span) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
