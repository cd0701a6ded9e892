/// An array of bytes is `bytea`, not an array of small integers.
extension UInt8: PostgresElementEncodable, PostgresElementDecodable {
    /// `bytea`
    @inlinable
    public static var postgresArrayType: PostgresType { .bytea }

    /// Writes the bytes as they are.
    @inlinable
    public static func encode(_ elements: [UInt8], into writer: inout PostgresWriter) {
        writer.write(contentsOf: elements)
    }

    /// From `bytea`, and from JSON as its source.
    @inlinable
    public static func isArrayDecodable(from type: PostgresType) -> Bool {
        type == .bytea || type == .json || type == .jsonb
    }

    /// Reads the bytes as they are.
    @inlinable
    public static func decodeArray(from reader: inout PostgresReader) throws(PostgresDecodingFailure) -> [UInt8] {
        try reader.skipVersionOfJSONB()
        return try reader.readRemainingBytes()
    }
}
