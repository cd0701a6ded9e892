/// Why goods of a lot were not moved, or a stored stock was not believed.
public enum LotStockRefusal: Error, Equatable {
    /// A movement of nothing, or backwards.
    case amountNotPositive(Int64)
    /// A part has less than was to be moved out of it.
    case insufficient(LotPart, has: Int64, asked: Int64)
    /// A part stored as less than nothing.
    case negative(LotPart, Int64)
    /// Parts stored that are not together what was received.
    case unbalanced(received: Int64, sum: Int64)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .amountNotPositive: "amount-not-positive"
        case .insufficient: "insufficient"
        case .negative: "negative"
        case .unbalanced: "unbalanced"
        }
    }
}

extension LotStockRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .amountNotPositive(let amount): "Give an amount above zero instead of \(amount)."
        case .insufficient(let part, let has, let asked):
            "Only \(has) is \(part.rawValue); ask for no more than that, not \(asked)."
        case .negative(let part, let amount): "The lot's \(part.rawValue) part is stored as \(amount); run the audit."
        case .unbalanced(let received, let sum):
            "The lot's parts are \(sum) together, but \(received) was received; run the audit."
        }
    }
}
