public import Delivery
public import EligibilityDomain
internal import Postgres
internal import Vocabulary

// How the words of the domain are stored.

extension HouseholdState: StoredAsText {}
extension HouseholdAttribute: StoredAsText {}
extension PovertyCause: StoredAsText {}
extension DwellingGrade: StoredAsText {}
extension WaterSupply: StoredAsText {}
extension PowerSupply: StoredAsText {}
extension Fuel: StoredAsText {}
extension RoadSurface: StoredAsText {}
extension Relation: StoredAsText {}
extension Education: StoredAsText {}
extension Schooling: StoredAsText {}
extension Health: StoredAsText {}
extension LabourCapacity: StoredAsText {}
extension Work: StoredAsText {}
extension Insurance: StoredAsText {}
extension Risk.Kind: StoredAsText {}
extension Assessment.Purpose: StoredAsText {}
extension PublicityStage: StoredAsText {}
extension Objection.Outcome: StoredAsText {}
extension Approval.Level: StoredAsText {}
extension PovertyLine.Basis: StoredAsText {}
extension IncomeComponent: StoredAsText {}
extension CountyDesignation.Level: StoredAsText {}
extension Actor: StoredAsText {
    /// The identifier.
    public var storedText: String { id }
    /// Reads the identifier.
    public init?(storedText: String) { self.init(storedText) }
}

extension PovertyLine.Jurisdiction: StoredAsText {
    /// `national`, or the division's code.
    public var storedText: String { description }

    /// Reads `national` or a division's code.
    public init?(storedText: String) {
        if storedText == "national" {
            self = .national
        } else if let code = DivisionCode(storedText) {
            self = .division(code)
        } else {
            return nil
        }
    }
}

extension Finding.Rule: StoredAsText {
    /// The rule's code.
    public var storedText: String { code }

    /// Reads a rule's code.
    public init?(storedText: String) {
        let parts = storedText.split(separator: " ", maxSplits: 1).map(String.init)
        let argument = parts.count == 2 ? parts[1] : nil
        switch (parts.first, argument) {
        case ("income-below-line", nil): self = .incomeBelowLine
        case ("guarantees-missing", nil): self = .guaranteesMissing
        case ("income-below-multiple", nil): self = .incomeBelowMultiple
        case ("expense-above-income", nil): self = .expenseAboveIncome
        case ("income-fall", nil): self = .incomeFall
        case ("income-above-line", let text?):
            guard let window = IncomeWindow(text) else { return nil }
            self = .incomeAboveLine(window)
        case ("guarantee-met", let text?):
            guard let guarantee = Guarantee(rawValue: text) else { return nil }
            self = .guaranteeMet(guarantee)
        case ("shock", let text?):
            guard let shock = Shock(rawValue: text) else { return nil }
            self = .shock(shock)
        default: return nil
        }
    }
}

extension IncomeWindow {
    /// Reads `2018-07 to 2019-06`.
    fileprivate init?(_ text: String) {
        guard let last = text.split(separator: " ").last, let day = Day("\(last)-01") else { return nil }
        self.init(endingWith: Month(of: day))
        guard description == text else { return nil }
    }
}

extension Month {
    /// Its first day, by which it is stored.
    var firstDay: Day {
        guard let day = Day("\(self)-01") else { preconditionFailure("every month has a first day") }
        return day
    }
}
