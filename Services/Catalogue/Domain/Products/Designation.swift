public import Vocabulary

/// How a place is designated as poor.
public enum DesignationLevel: String, Sendable, Hashable, CaseIterable {
    /// A key county of the nation.
    case national
    /// A key county of its province.
    case provincial
    /// A poor village.
    case poorVillage = "poor-village"
    /// Examined, and not designated.
    case none
}

/// What a place is designated as, from one day on.
public struct Designation: Sendable, Hashable {
    /// The county or village.
    public let code: DivisionCode
    /// How it is designated.
    public let level: DesignationLevel
    /// The first day.
    public let firstDay: Day
    /// The last day; none while no end is set.
    public let lastDay: Day?

    /// A designation as announced, or as stored.
    public init(code: DivisionCode, level: DesignationLevel, firstDay: Day, lastDay: Day?) {
        self.code = code
        self.level = level
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}

/// What is known of places: of those that hold on one day, the one that began last counts.
public struct Designations: Sendable {
    private let levels: [DivisionCode: DesignationLevel]

    /// What holds on a day.
    public init(_ designations: some Sequence<Designation>, on day: Day) {
        levels =
            designations
            .filter { $0.firstDay <= day && $0.lastDay.map { day <= $0 } ?? true }
            .sorted { $0.firstDay < $1.firstDay }
            .reduce(into: [:]) { $0[$1.code] = $1.level }
    }

    /// How far up a county is designated.
    public func level(of county: DivisionCode) -> CountyLevel {
        switch levels[county] {
        case .national: .national
        case .provincial: .provincial
        case .poorVillage, .some(.none), nil: .none
        }
    }

    /// Whether a village is a poor one.
    public func isPoor(_ village: DivisionCode) -> Bool { levels[village] == .poorVillage }
}
