extension Bool: PostgresCodable {
    /// `boolean`
    @inlinable
    public static var postgresType: PostgresType { .bool }

    /// Only from `boolean`.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool {
        type == .bool
    }

    /// Reads a byte that is zero or not.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        self = try reader.readInteger(as: UInt8.self) != 0
    }

    /// Writes a byte that is one or zero.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(UInt8(self ? 1 : 0))
    }
}
