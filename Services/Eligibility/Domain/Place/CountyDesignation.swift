public import Vocabulary

/// That a county or village is designated as poor over some time, as dated data.
public struct CountyDesignation: Sendable, Hashable {
    /// How a place is designated.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// A key county of the nation.
        case national
        /// A key county of its province.
        case provincial
        /// A poor village.
        case poorVillage = "poor-village"
        /// Examined, and not designated.
        case none
    }

    /// The county (6 digits) or village (12 digits).
    public let code: DivisionCode
    /// How it is designated.
    public let level: Level
    /// The first day.
    public let firstDay: Day
    /// The last day; nil while no end is set.
    public let lastDay: Day?
    /// Where this is from.
    public let source: String

    /// Makes a designation.
    public init(code: DivisionCode, level: Level, firstDay: Day, lastDay: Day?, source: String) {
        self.code = code
        self.level = level
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.source = source
    }

    /// Whether it holds on a day.
    public func holds(on day: Day) -> Bool {
        guard firstDay <= day else { return false }
        return lastDay.map { day <= $0 } ?? true
    }
}

/// The designations of all places.
public struct CountyDesignations: Sendable, Equatable {
    /// The designations; of one place, no two hold on one day.
    public internal(set) var designations: [CountyDesignation]

    /// Restores designations as stored.
    public init(_ designations: [CountyDesignation] = []) {
        self.designations = designations
    }

    /// How a place is designated on a day; `none` where nothing is known of it.
    public func level(of code: DivisionCode, on day: Day) -> CountyDesignation.Level {
        designations.first { $0.code == code && $0.holds(on: day) }?.level ?? .none
    }

    /// Whether a training shop may be held in a county on a day: in counties designated by the nation only.
    public func mayHoldTrainingShop(in county: DivisionCode, on day: Day) -> Bool {
        level(of: county, on: day) == .national
    }
}
