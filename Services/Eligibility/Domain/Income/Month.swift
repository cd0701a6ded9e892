public import Vocabulary

/// A month of the calendar in Asia/Shanghai.
public struct Month: Sendable, Hashable, Comparable {
    /// Months since January of year 0.
    private let ordinal: Int

    private init(ordinal: Int) {
        self.ordinal = ordinal
    }

    /// The month of a year; nil if there is none of that number.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        ordinal = year * 12 + month - 1
    }

    /// The month that a day lies in.
    public init(of day: Day) {
        ordinal = day.year * 12 + day.month - 1
    }

    /// The calendar's year.
    public var year: Int { ordinal / 12 }
    /// The month of the year, 1 to 12.
    public var month: Int { ordinal % 12 + 1 }

    /// Orders by time.
    public static func < (left: Month, right: Month) -> Bool {
        left.ordinal < right.ordinal
    }

    /// The month that many months later.
    public static func + (month: Month, count: Int) -> Month {
        Month(ordinal: month.ordinal + count)
    }

    /// The month that many months earlier.
    public static func - (month: Month, count: Int) -> Month {
        Month(ordinal: month.ordinal - count)
    }
}

extension Month: CustomStringConvertible {
    /// `2019-06`.
    public var description: String {
        let year = String(year)
        return String(repeating: "0", count: 4 - year.utf8.count) + year + (month < 10 ? "-0" : "-") + String(month)
    }
}
