public import Vocabulary

/// An exact ratio of whole numbers, such as 3/2.
public struct Ratio: Sendable, Hashable {
    /// The upper number.
    public let numerator: Int64
    /// The lower number, above zero.
    public let denominator: Int64

    /// Makes a ratio.
    /// - Precondition: the numerator is not negative and the denominator is above zero.
    public init(_ numerator: Int64, _ denominator: Int64 = 1) {
        precondition(numerator >= 0 && denominator > 0, "a ratio is not negative, and never over zero")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The smallest whole amount that is not below this part of an amount.
    ///
    /// A whole amount is below the exact part if and only if it is below this.
    /// - Parameter amount: in fen, not negative.
    public func roundedUp(of amount: Fen) -> Fen {
        let (quotient, remainder) = (amount * numerator).quotientAndRemainder(dividingBy: denominator)
        return remainder == 0 ? quotient : quotient + 1
    }
}

extension Ratio: CustomStringConvertible {
    /// `3/2`.
    public var description: String { "\(numerator)/\(denominator)" }
}
