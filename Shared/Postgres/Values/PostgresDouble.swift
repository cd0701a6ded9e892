extension Double: PostgresCodable {
    /// `double precision`
    @inlinable
    public static var postgresType: PostgresType { .float8 }

    /// From `double precision` and `real`.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool {
        type == .float8 || type == .float4
    }

    /// Reads the bit pattern of IEEE 754.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        if reader.type == .float4 {
            self = Double(Float(bitPattern: try reader.readInteger()))
        } else {
            self.init(bitPattern: try reader.readInteger())
        }
    }

    /// Writes the bit pattern of IEEE 754.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(bitPattern)
    }
}
