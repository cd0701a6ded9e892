public import Vocabulary

/// Where the goods of one lot are:
///
///     received = available + set aside + reserved + committed + quarantined + consumed + returned + lost
///
/// It cannot be made otherwise, and every movement keeps it so.
public struct LotStock: Sendable, Hashable {
    /// What all its amounts are counted in.
    public let unit: QuantityUnit
    /// What was received, once and for all.
    public let received: Int64
    private var parts: [Int64]

    /// The stock of a lot just received: all of it is available.
    public init(received quantity: Quantity) {
        unit = quantity.unit
        received = quantity.amount
        parts = Array(repeating: 0, count: LotPart.allCases.count)
        parts[LotPart.available.position] = quantity.amount
    }

    /// A stock as stored.
    /// - Parameter amounts: the amount of each part; a part left out has none.
    public init(received quantity: Quantity, _ amounts: [LotPart: Int64]) throws(LotStockRefusal) {
        unit = quantity.unit
        received = quantity.amount
        parts = LotPart.allCases.map { amounts[$0] ?? 0 }
        if let part = LotPart.allCases.first(where: { parts[$0.position] < 0 }) {
            throw .negative(part, parts[part.position])
        }
        let sum = parts.reduce(0, +)
        guard sum == received else { throw .unbalanced(received: received, sum: sum) }
    }

    /// The amount of one part.
    public subscript(part: LotPart) -> Int64 { parts[part.position] }

    /// What lies in some parts together.
    public func amount(in parts: LotPart...) -> Int64 {
        parts.reduce(0) { $0 + self[$1] }
    }

    /// Moves goods from the movement's one part to its other.
    public mutating func move(_ amount: Int64, by movement: LotMovement) throws(LotStockRefusal) {
        let (from, to) = movement.path
        guard amount > 0 else { throw .amountNotPositive(amount) }
        guard self[from] >= amount else { throw .insufficient(from, has: self[from], asked: amount) }
        parts[from.position] -= amount
        parts[to.position] += amount
    }
}

extension LotPart {
    /// Where its amount stands in a stock.
    fileprivate var position: Int {
        switch self {
        case .available: 0
        case .setAside: 1
        case .reserved: 2
        case .committed: 3
        case .quarantined: 4
        case .consumed: 5
        case .returned: 6
        case .lost: 7
        }
    }
}
