public import Vocabulary

/// The 7th of a month, from 00:00 to 24:00 in Asia/Shanghai, on which poor counties' goods come first.
public struct AlleviationDay: Sendable, Equatable {
    /// Its identifier.
    public let id: UUIDv7
    /// Its date.
    public let day: Day
    /// Where it stands.
    public internal(set) var state: AlleviationDayState
    /// What was sold on it, as far as is known.
    public internal(set) var totals: DayTotals

    /// A day as stored.
    public init(id: UUIDv7, day: Day, state: AlleviationDayState, totals: DayTotals) {
        self.id = id
        self.day = day
        self.state = state
        self.totals = totals
    }

    /// Its 24 hours.
    public var period: Period { Period(of: day) }

    /// Whether a date is one.
    public static func falls(on day: Day) -> Bool {
        day.dayOfMonth == 7
    }

    /// The first one that is not over at an instant.
    public static func next(at now: Instant) -> Day {
        var day = Day(of: now)
        while !falls(on: day) { day = day + 1 }
        return day
    }

    /// The clocks that its state asks for.
    public var deadlines: [Deadline<AlleviationDayCommand>] {
        switch state {
        case .planned: [Deadline(.open, due: period.start)]
        case .open: [Deadline(.close, due: period.end)]
        case .closed: []
        }
    }
}

/// Where an alleviation day stands.
///
/// | from | command | to |
/// |---|---|---|
/// | ∅ | `plan` | planned |
/// | planned | `open` (clock, 00:00) | open |
/// | planned, open | `close` (clock, 24:00) | closed |
/// | open, closed | `open`; closed: `close` | the same, nothing happens again |
/// | any | `count` | the same |
public enum AlleviationDayState: String, Sendable, CaseIterable {
    /// It is to come.
    case planned
    /// It is today.
    case open
    /// It is over. Final.
    case closed
}

/// What can be asked of an alleviation day that exists.
public enum AlleviationDayCommand: String, Sendable, CaseIterable {
    /// The clock strikes 00:00.
    case open
    /// The clock strikes 24:00.
    case close
    /// Orders of the day became known.
    case count
}

/// What was sold on a day.
public struct DayTotals: Sendable, Hashable {
    /// How many orders of buyers were confirmed.
    public var orders: Int64
    /// What their buyers paid, in fen. Later refunds are not taken off.
    public var sales: Fen
    /// What registered households are owed of it, in fen.
    public var toRegistered: Fen

    /// Makes totals.
    public init(orders: Int64 = 0, sales: Fen = 0, toRegistered: Fen = 0) {
        self.orders = orders
        self.sales = sales
        self.toRegistered = toRegistered
    }
}

/// What happened to an alleviation day.
public enum AlleviationDayFact: Sendable, Equatable {
    /// It was entered in the calendar.
    case planned
    /// It began.
    case opened
    /// It ended, with what was known to be sold until then.
    case closed(DayTotals)
    /// More of its sales are known. After its end they are kept, but its event has been published.
    case counted(DayTotals)
}
