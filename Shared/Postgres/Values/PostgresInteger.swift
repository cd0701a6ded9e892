/// An integer as the server's `smallint`, `integer` or `bigint`. It is read from its own width and from narrower ones.
public protocol PostgresInteger: PostgresCodable, FixedWidthInteger, SignedInteger {}

extension PostgresInteger {
    /// Whether the type is an integer that is not wider than this one.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool {
        switch type {
        case .int2: true
        case .int4: bitWidth >= 32
        case .int8: bitWidth >= 64
        default: false
        }
    }

    /// Reads an integer of the width that the server's type has.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        switch reader.type {
        case .int2: self = Self(try reader.readInteger(as: Int16.self))
        case .int4: self = Self(truncatingIfNeeded: try reader.readInteger(as: Int32.self))
        default: self = try reader.readInteger()
        }
    }

    /// Writes the integer in network byte order.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(self)
    }
}

extension Int16: PostgresInteger {
    /// `smallint`
    @inlinable
    public static var postgresType: PostgresType { .int2 }
}

extension Int32: PostgresInteger {
    /// `integer`
    @inlinable
    public static var postgresType: PostgresType { .int4 }
}

extension Int64: PostgresInteger {
    /// `bigint`
    @inlinable
    public static var postgresType: PostgresType { .int8 }
}

extension Int: PostgresInteger {
    /// `bigint`
    @inlinable
    public static var postgresType: PostgresType { .int8 }
}
