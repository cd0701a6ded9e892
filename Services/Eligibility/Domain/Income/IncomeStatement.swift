public import Vocabulary

/// What a household's income is made of.
public enum IncomeComponent: String, Sendable, Hashable, CaseIterable {
    /// Wages and salaries.
    case wages
    /// What its own business brings in: harvests, handicraft, trade.
    case operating
    /// Rent, interest, dividends.
    case property
    /// Pensions, allowances, subsidies, remittances.
    case transfer
    /// What the business cost; counted as a positive amount and subtracted.
    case productionCosts = "production-costs"
}

/// The sum of one component in one month.
public struct MonthlyIncome: Sendable, Hashable {
    /// The month.
    public let month: Month
    /// The component.
    public let component: IncomeComponent
    /// The sum, in fen; negative when reversals outweigh what came in.
    public let amount: Fen

    /// Makes a sum.
    public init(month: Month, component: IncomeComponent, amount: Fen) {
        self.month = month
        self.component = component
        self.amount = amount
    }
}

/// The income of a household over a window, by component.
public struct IncomeStatement: Sendable, Equatable {
    /// The months that are counted.
    public let window: IncomeWindow
    /// The sum of each component, in fen.
    public let totals: [IncomeComponent: Fen]

    /// Adds up what lies in the window.
    public init(over window: IncomeWindow, of incomes: some Sequence<MonthlyIncome>) {
        self.window = window
        totals = incomes.lazy.filter { window.contains($0.month) }.reduce(into: [:]) { totals, income in
            totals[income.component, default: 0] += income.amount
        }
    }

    /// Wages + operating + property + transfer - production costs, in fen, for the whole household.
    ///
    /// Per person it is this divided by the members; it is compared with a line by multiplying the line instead.
    public var net: Fen {
        totals.reduce(0) { $1.key == .productionCosts ? $0 - $1.value : $0 + $1.value }
    }
}
