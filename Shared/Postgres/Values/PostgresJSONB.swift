/// A JSON document as `jsonb`: parsed by the server, which can search it and orders its keys anew.
public struct PostgresJSONB: PostgresCodable, Hashable, Sendable {
    /// The source of the document in UTF-8. The server refuses what is not JSON.
    public var bytes: [UInt8]

    /// Makes a document from its source.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// `jsonb`
    public static var postgresType: PostgresType { .jsonb }

    /// From `json` and `jsonb`.
    public static func isDecodable(from type: PostgresType) -> Bool {
        type == .json || type == .jsonb
    }

    /// Takes over the source that the server renders.
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        try reader.skipVersionOfJSONB()
        bytes = try reader.readRemainingBytes()
    }

    /// Writes the version of the format, then the source.
    public func encode(into writer: inout PostgresWriter) {
        writer.write(versionOfJSONB)
        writer.write(contentsOf: bytes)
    }
}

/// The only version of the binary form of `jsonb` there is (`jsonb_recv` in the server's source).
@usableFromInline let versionOfJSONB: UInt8 = 1

extension PostgresReader {
    /// Passes over the byte that stands before the text of a `jsonb`; other types have none.
    @inlinable
    mutating func skipVersionOfJSONB() throws(PostgresDecodingFailure) {
        guard type == .jsonb else { return }
        let version: UInt8 = try readInteger()
        guard version == versionOfJSONB else { throw .malformed("is jsonb of the unknown version \(version)") }
    }
}
