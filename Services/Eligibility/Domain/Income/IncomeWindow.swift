public import Vocabulary

/// The twelve months over which income is counted.
public struct IncomeWindow: Sendable, Hashable {
    /// The last of the twelve.
    public let lastMonth: Month

    /// The twelve months that end with a month.
    public init(endingWith lastMonth: Month) {
        self.lastMonth = lastMonth
    }

    /// The window of an assessment on a day: it ends with the last whole month before it.
    public init(asOf day: Day) {
        lastMonth = Month(of: day) - 1
    }

    /// The first of the twelve.
    public var firstMonth: Month { lastMonth - 11 }

    /// Whether a month lies in it.
    public func contains(_ month: Month) -> Bool {
        firstMonth <= month && month <= lastMonth
    }

    /// The window that many months before.
    public func earlier(by months: Int) -> IncomeWindow {
        IncomeWindow(endingWith: lastMonth - months)
    }
}

extension IncomeWindow: CustomStringConvertible {
    /// `2018-07 to 2019-06`.
    public var description: String { "\(firstMonth) to \(lastMonth)" }
}
