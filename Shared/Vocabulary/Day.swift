/// A business day in Asia/Shanghai, which has kept UTC+8 without daylight saving since 1991.
public struct Day: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let daysSinceEpoch: Int32

    /// Makes a day from the days since 1970-01-01.
    public init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// The business day that an instant falls on.
    public init(of instant: Instant) {
        let local = instant.milliseconds + Self.offsetFromUTC.milliseconds
        daysSinceEpoch = Int32(local.flooredDivision(by: 86_400_000).quotient)
    }

    /// A day of the calendar; nil if there is none such.
    public init?(year: Int, month: Int, day: Int) {
        guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
        daysSinceEpoch = date.daysSinceEpoch
    }

    private static let offsetFromUTC = Span.hours(8)

    /// 00:00 in Asia/Shanghai.
    public var start: Instant {
        Instant(milliseconds: Int64(daysSinceEpoch) * 86_400_000) - Self.offsetFromUTC
    }

    /// 24:00 in Asia/Shanghai, which is the start of the next day.
    public var end: Instant {
        (self + 1).start
    }

    /// The calendar's year.
    public var year: Int { CivilDate(daysSinceEpoch: Int64(daysSinceEpoch)).year }
    /// The month of the year, 1 to 12.
    public var month: Int { CivilDate(daysSinceEpoch: Int64(daysSinceEpoch)).month }
    /// The day of the month, 1 to 31.
    public var dayOfMonth: Int { CivilDate(daysSinceEpoch: Int64(daysSinceEpoch)).day }

    /// Orders by date.
    public static func < (left: Day, right: Day) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    /// The day that many days later.
    public static func + (day: Day, count: Int32) -> Day {
        Day(daysSinceEpoch: day.daysSinceEpoch + count)
    }

    /// The day that many days earlier.
    public static func - (day: Day, count: Int32) -> Day {
        Day(daysSinceEpoch: day.daysSinceEpoch - count)
    }

    /// The number of days from one day to a later one.
    public static func - (later: Day, earlier: Day) -> Int32 {
        later.daysSinceEpoch - earlier.daysSinceEpoch
    }
}

extension Day: LosslessStringConvertible {
    /// `2019-07-07`.
    public var description: String {
        CivilDate(daysSinceEpoch: Int64(daysSinceEpoch)).description
    }

    /// Reads `2019-07-07`; nil for anything else, and for days that the calendar has not.
    public init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let date = scanner.date(), scanner.isAtEnd else { return nil }
        daysSinceEpoch = date.daysSinceEpoch
    }
}
