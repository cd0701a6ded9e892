/// A JSON document as `json`: kept by the server byte for byte as it was sent.
public struct PostgresJSON: PostgresCodable, Hashable, Sendable {
    /// The source of the document in UTF-8. The server refuses what is not JSON.
    public var bytes: [UInt8]

    /// Makes a document from its source.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// `json`
    public static var postgresType: PostgresType { .json }

    /// From `json` and `jsonb`.
    public static func isDecodable(from type: PostgresType) -> Bool {
        type == .json || type == .jsonb
    }

    /// Takes the source over.
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        try reader.skipVersionOfJSONB()
        bytes = try reader.readRemainingBytes()
    }

    /// Writes the source as it is.
    public func encode(into writer: inout PostgresWriter) {
        writer.write(contentsOf: bytes)
    }
}
