public import Vocabulary

/// What a household is measured against on a day: the rule set in force, and the poverty line of its county.
public struct Standards: Sendable, Hashable {
    /// The rule set.
    public let rules: RuleSet
    /// The line of the year that the income window ends in.
    public let line: PovertyLine

    /// Looks up what holds for a household.
    public init(
        for input: AssessmentInput, rules: RuleBook, lines: PovertyLineTable
    ) throws(AssessmentRefusal) {
        guard let rules = rules.inForce(on: input.day) else { throw .noRules(on: input.day) }
        let year = input.window.lastMonth.year
        guard let line = lines.line(in: input.county, year: year) else {
            throw .noLine(county: input.county, year: year)
        }
        self.rules = rules
        self.line = line
    }

    /// The line for all members together, in fen: what a household's income is compared with, so that nothing is
    /// divided.
    func lineForAll(_ input: AssessmentInput) -> Fen {
        line.fenPerPerson * Fen(input.members)
    }
}

/// Why a household cannot be assessed.
public enum AssessmentRefusal: Error, Equatable {
    /// No rule set holds on the day.
    case noRules(on: Day)
    /// There is no poverty line for the county and year.
    case noLine(county: DivisionCode, year: Int)
    /// Nobody belongs to the household on the day.
    case noMembers(household: UUIDv7)
}

extension AssessmentRefusal: CustomStringConvertible {
    /// A stable word for the rule that was broken.
    public var code: String {
        switch self {
        case .noRules: "no-rules"
        case .noLine: "no-line"
        case .noMembers: "no-members"
        }
    }

    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .noRules(let day): "No rule set holds on \(day): enter the one in force."
        case .noLine(let county, let year):
            "County \(county) has no poverty line for \(year): enter it with its source."
        case .noMembers(let household): "Nobody belongs to household \(household): enter its members, or close it."
        }
    }
}
