public import Vocabulary

/// What an assessment looks at: the household as it is on a day. It is kept encrypted beside the assessment.
public struct AssessmentInput: Sendable, Equatable {
    /// The household.
    public let household: UUIDv7
    /// The county that it lives in, 6 digits.
    public let county: DivisionCode
    /// The day.
    public let day: Day
    /// How many members share the income.
    public let members: Int
    /// The guarantees that are met.
    public let guarantees: Set<Guarantee>
    /// Its income by month, for at least the windows that the rules look at.
    public let incomes: [MonthlyIncome]
    /// What it could not but spend in the window on illness, schooling, disaster and the like, in fen.
    public let rigidExpenses: Fen
    /// What it has reported to have befallen it.
    public let shocks: Set<Shock>

    /// Restores an input as stored.
    public init(
        household: UUIDv7, county: DivisionCode, day: Day, members: Int, guarantees: Set<Guarantee>,
        incomes: [MonthlyIncome], rigidExpenses: Fen, shocks: Set<Shock>
    ) {
        self.household = household
        self.county = county
        self.day = day
        self.members = members
        self.guarantees = guarantees
        self.incomes = incomes
        self.rigidExpenses = rigidExpenses
        self.shocks = shocks
    }

    /// Takes members and guarantees from a household's form.
    public init(
        of household: Household, on day: Day, incomes: [MonthlyIncome], rigidExpenses: Fen = 0,
        shocks: Set<Shock> = []
    ) {
        self.init(
            household: household.id, county: household.county, day: day,
            members: household.form.members(on: day).count, guarantees: household.form.guarantees(on: day),
            incomes: incomes, rigidExpenses: rigidExpenses, shocks: shocks)
    }

    /// The months whose income counts.
    public var window: IncomeWindow { IncomeWindow(asOf: day) }

    /// The guarantees that are not met, in their own order.
    public var missingGuarantees: [Guarantee] {
        Guarantee.allCases.filter { !guarantees.contains($0) }
    }

    /// The net income of a window, in fen.
    func net(over window: IncomeWindow) -> Fen {
        IncomeStatement(over: window, of: incomes).net
    }
}
