public import Vocabulary

/// Why an alleviation day's command had no effect.
public enum AlleviationDayRefusal: Refusal {
    /// Alleviation days are the 7th of each month.
    case notTheSeventh(Day)
    /// The clock's time has not come.
    case notDue(until: Instant)
    /// An order was confirmed on another day.
    case saleOfAnotherDay(orderID: UUIDv7)

    /// A stable name of the rule.
    public var code: String {
        switch self {
        case .notTheSeventh: "not-the-seventh"
        case .notDue: "not-due"
        case .saleOfAnotherDay: "sale-of-another-day"
        }
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .notTheSeventh(let day):
            "\(day) is no alleviation day; choose the 7th of a month."
        case .notDue(let instant):
            "The clock's time comes at \(instant); nothing is to be done before."
        case .saleOfAnotherDay(let orderID):
            "Order \(orderID) was confirmed on another day; count it there."
        }
    }
}
