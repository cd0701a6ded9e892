public import Vocabulary

/// What a settlement means for one household.
public struct SettlementIncome: Sendable, Hashable {
    /// Why the settlement was posted.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Goods were delivered.
        case sale
        /// Goods were bought from the household at a station.
        case purchase
        /// An earlier one is taken back.
        case reversal
        /// An earlier one is put right, upwards or downwards.
        case correction
    }

    /// The settlement's id.
    public let settlement: UUIDv7
    /// Why it was posted.
    public let kind: Kind
    /// The household.
    public let household: UUIDv7
    /// The business day that it counts for.
    public let businessDay: Day
    /// What the household is owed by it, all lines together, in fen; negative for a reversal.
    public let amount: Fen

    /// Makes a settlement's income.
    public init(settlement: UUIDv7, kind: Kind, household: UUIDv7, businessDay: Day, amount: Fen) {
        self.settlement = settlement
        self.kind = kind
        self.household = household
        self.businessDay = businessDay
        self.amount = amount
    }
}

/// What became of a settlement's income.
public enum SettlementRecording: Sendable, Equatable {
    /// The entry is to be appended.
    case appended(IncomeEntry)
    /// It is on record already, and counts once.
    case known(IncomeEntry.Key)
    /// It cannot be right.
    case refused(IncomeEntry.Key, IncomeRefusal)
}

/// Why an income was refused.
public enum IncomeRefusal: Error, Equatable {
    /// A sale or purchase takes away, or a reversal adds.
    case signWrong(SettlementIncome.Kind, Fen)
    /// The amount is beyond what any household earns.
    case amountOutOfRange(Fen)
}

extension IncomeRefusal: CustomStringConvertible {
    /// A stable word for the rule that was broken.
    public var code: String {
        switch self {
        case .signWrong: "sign-wrong"
        case .amountOutOfRange: "amount-out-of-range"
        }
    }

    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .signWrong(let kind, let amount):
            "A \(kind.rawValue) of \(amount) fen has the wrong sign: have the settlement corrected."
        case .amountOutOfRange(let amount):
            "\(amount) fen is beyond \(IncomeEntry.amountLimit): have the settlement corrected."
        }
    }
}

extension IncomeEntry {
    /// The largest amount of one entry, in fen: ten thousand million yuan, so that no sum of a window can overflow.
    public static let amountLimit: Fen = 1_000_000_000_000

    /// Turns a batch of settlements into entries of operating income.
    ///
    /// - Parameters:
    ///   - settlements: what was posted, in the order of arrival.
    ///   - recorded: the keys among them that are on record already.
    /// - Returns: one answer for each settlement, in their order.
    public static func record(
        _ settlements: [SettlementIncome], recorded: Set<Key>
    ) -> [SettlementRecording] {
        var known = recorded
        return settlements.map { income in
            let key = Key(household: income.household, source: .settlement(income.settlement), component: .operating)
            if known.contains(key) { return .known(key) }
            if let refusal = income.refusal { return .refused(key, refusal) }
            known.insert(key)
            return .appended(IncomeEntry(key: key, day: income.businessDay, amount: income.amount))
        }
    }
}

extension SettlementIncome {
    fileprivate var refusal: IncomeRefusal? {
        switch kind {
        case .sale, .purchase:
            if amount < 0 { return .signWrong(kind, amount) }
        case .reversal:
            if amount > 0 { return .signWrong(kind, amount) }
        case .correction:
            break
        }
        return amount.magnitude > Fen.Magnitude(IncomeEntry.amountLimit) ? .amountOutOfRange(amount) : nil
    }
}
