/// Named values: the headers of a message or the arguments of a queue.
public typealias AMQPTable = [String: AMQPFieldValue]

/// A value in an ``AMQPTable``.
public enum AMQPFieldValue: Sendable, Hashable {
    /// A truth value.
    case boolean(Bool)
    /// A whole number; narrower and unsigned ones of the broker are widened, and clamped above `Int64.max`.
    case integer(Int64)
    /// A floating-point number.
    case double(Double)
    /// Text, in UTF-8.
    case string(String)
    /// Seconds since 1970.
    case timestamp(UInt64)
    /// Bytes that are no text.
    case bytes([UInt8])
    /// Values in order.
    case array([AMQPFieldValue])
    /// Named values within.
    case table(AMQPTable)
}

extension AMQPFieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// Text.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A whole number.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// A truth value.
    public init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }
}
