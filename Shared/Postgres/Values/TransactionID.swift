/// The identifier of a transaction of the server (`xid8`). It is 64 bits wide and never comes again.
public struct TransactionID: RawRepresentable, PostgresCodable, Hashable, Comparable, Sendable {
    /// The number.
    public let rawValue: UInt64

    /// Makes an identifier from its number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Whether the left one was handed out before the right one.
    public static func < (left: TransactionID, right: TransactionID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// `xid8`
    public static var postgresType: PostgresType { .xid8 }

    /// Only from `xid8`.
    public static func isDecodable(from type: PostgresType) -> Bool {
        type == .xid8
    }

    /// Reads the number in network byte order.
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        rawValue = try reader.readInteger()
    }

    /// Writes the number in network byte order.
    public func encode(into writer: inout PostgresWriter) {
        writer.write(rawValue)
    }
}
