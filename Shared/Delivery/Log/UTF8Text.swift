internal import Postgres

/// Text that stays the bytes it is, since an event's data is written and read as bytes.
struct UTF8Text: PostgresEncodable, PostgresDecodable {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    static var postgresType: PostgresType { .text }

    static func isDecodable(from type: PostgresType) -> Bool { type == .text }

    init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        bytes = try reader.readRemainingBytes()
    }

    func encode(into writer: inout PostgresWriter) {
        writer.write(contentsOf: bytes)
    }
}
