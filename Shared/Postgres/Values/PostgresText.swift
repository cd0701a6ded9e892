extension String: PostgresCodable {
    /// `text`
    @inlinable
    public static var postgresType: PostgresType { .text }

    /// From the types of text, and from JSON as its source.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .jsonb: true
        default: false
        }
    }

    /// Reads UTF-8.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        try reader.skipVersionOfJSONB()
        self = try reader.readRemainingText()
    }

    /// Writes UTF-8.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(utf8: self)
    }
}
