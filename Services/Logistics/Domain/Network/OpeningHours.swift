internal import Vocabulary

/// When a site is open, week by week, in Asia/Shanghai.
public struct OpeningHours: Sendable, Equatable {
    /// The periods of a week, in any order; those of one weekday do not overlap.
    public var periods: [OpeningPeriod]

    /// Makes hours of their periods.
    public init(_ periods: [OpeningPeriod]) {
        self.periods = periods
    }

    /// Open every day between two minutes of the day.
    public static func daily(from: Int64, to: Int64) -> OpeningHours {
        OpeningHours((1...7).map { OpeningPeriod(weekday: $0, from: from, to: to) })
    }

    /// Open without a break.
    public static let always = daily(from: 0, to: 1440)

    /// When it is open within a span of time, in order. Periods that touch, as at midnight, are one window.
    public func windows(within span: TimeWindow) -> [TimeWindow] {
        var windows: [TimeWindow] = []
        var day = Day(of: span.from)
        while day.start <= span.to {
            let today = periods.filter { $0.weekday == day.weekday }.sorted { $0.from < $1.from }
            for period in today {
                let open = TimeWindow(
                    from: day.start + .minutes(period.from), to: day.start + .minutes(period.to))
                guard let window = open.intersection(span) else { continue }
                if let last = windows.last, last.to == window.from {
                    windows[windows.count - 1] = TimeWindow(from: last.from, to: window.to)
                } else {
                    windows.append(window)
                }
            }
            day = day + 1
        }
        return windows
    }
}

/// One period of a weekday.
public struct OpeningPeriod: Sendable, Equatable {
    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int32
    /// The minute of the day that it begins with.
    public var from: Int64
    /// The minute of the day that it ends with; 1440 is midnight.
    public var to: Int64

    /// Makes a period.
    public init(weekday: Int32, from: Int64, to: Int64) {
        self.weekday = weekday
        self.from = from
        self.to = to
    }
}

extension Day {
    /// 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday.
    fileprivate var weekday: Int32 {
        let sinceMonday = (daysSinceEpoch + 3) % 7
        return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }
}
