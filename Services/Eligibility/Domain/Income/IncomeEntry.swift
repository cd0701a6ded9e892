public import Vocabulary

/// Where an income is known from.
public enum IncomeSource: Sendable, Hashable {
    /// A visit to the household, by the survey's id.
    case survey(UUIDv7)
    /// A sale or its reversal, by the settlement's id.
    case settlement(UUIDv7)
}

/// One income of a household. Entries are only ever appended; what was wrong is reversed by another.
public struct IncomeEntry: Sendable, Hashable {
    /// What an entry is known by: a source counts once for a household and component.
    public struct Key: Sendable, Hashable {
        /// The household.
        public let household: UUIDv7
        /// The source.
        public let source: IncomeSource
        /// The component.
        public let component: IncomeComponent

        /// Makes a key.
        public init(household: UUIDv7, source: IncomeSource, component: IncomeComponent) {
            self.household = household
            self.source = source
            self.component = component
        }
    }

    /// Whose, from where, and of what kind.
    public let key: Key
    /// The business day that it counts for.
    public let day: Day
    /// The amount, in fen; negative for a reversal.
    public let amount: Fen

    /// Makes an entry.
    public init(key: Key, day: Day, amount: Fen) {
        self.key = key
        self.day = day
        self.amount = amount
    }

    /// Its part in the sum of its month.
    public var monthly: MonthlyIncome {
        MonthlyIncome(month: Month(of: day), component: key.component, amount: amount)
    }
}
