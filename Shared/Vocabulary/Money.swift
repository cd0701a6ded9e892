/// Money in fen, a hundredth of a yuan (CNY). Always whole, never floating point.
public typealias Fen = Int64

extension Fen {
    /// In yuan with two decimals, for people: `1234.50`.
    public var inYuan: String {
        let (yuan, fen) = magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(self < 0 ? "-" : "")\(yuan).\(fen < 10 ? "0" : "")\(fen)"
    }
}

/// Divides an amount by shares: each share is rounded down, and the fen that are left go out one by one in declared order.
///
/// 15 fen by 80, 8 and 12 are 13, 1 and 1; 5 fen by 70 and 30 are 4 and 1. A negative amount is the exact mirror.
/// - Parameters:
///   - amount: what is divided, in fen.
///   - shares: how much each gets in proportion; none negative, their sum above zero.
/// - Returns: one amount per share; their sum is `amount`.
public func split(_ amount: Fen, by shares: [Int64]) -> [Fen] {
    guard amount >= 0 else { return split(-amount, by: shares).map { -$0 } }
    let sum = shares.reduce(0, +)
    precondition(sum > 0 && shares.allSatisfy { $0 >= 0 }, "shares must not be negative, nor all of them zero")
    var parts = shares.map { share in
        // The product may pass 64 bits where the quotient does not.
        let product = amount.multipliedFullWidth(by: share)
        return sum.dividingFullWidth(product).quotient
    }
    var rest = amount - parts.reduce(0, +)
    for index in parts.indices where rest > 0 && shares[index] > 0 {
        parts[index] += 1
        rest -= 1
    }
    return parts
}

/// What one more partial refund takes back from each share, so that all refunds together never drift from the whole.
///
/// Reversed so far is always `split(refunded so far)`; the last refund therefore reverses to the fen.
/// - Parameters:
///   - refund: what is refunded now, in fen.
///   - refundedBefore: what earlier refunds took back, in fen.
///   - shares: as in ``split(_:by:)``.
public func splitRefund(_ refund: Fen, after refundedBefore: Fen, by shares: [Int64]) -> [Fen] {
    zip(split(refundedBefore + refund, by: shares), split(refundedBefore, by: shares)).map { $0 - $1 }
}

/// A quotient rounded half up, for amounts that are not negative.
public func dividedHalfUp(_ dividend: Int64, by divisor: Int64) -> Int64 {
    (dividend + divisor / 2) / divisor
}
