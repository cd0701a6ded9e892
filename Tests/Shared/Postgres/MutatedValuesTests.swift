import Seeds
import Testing

@testable import Postgres

@Suite("A value whose bytes are not what its type says")
struct MutatedValuesTests {
    @Test("is read, or refused, and never more is read than is there")
    func values() async throws {
        try await read(Bool.self, .bool, [[1], [0]])
        try await read(Int16.self, .int2, [[1, 2]])
        try await read(Int.self, .int4, [[1, 2, 3, 4]])
        try await read(Int64.self, .int8, [[0xff, 2, 3, 4, 5, 6, 7, 8]])
        try await read(Double.self, .float8, [[0x7f, 0xf0, 0, 0, 0, 0, 0, 0]])
        try await read(Double.self, .float4, [[0x7f, 0x80, 0, 0]])
        try await read(String.self, .text, [Array("猴橘 orange".utf8)])
        try await read(String.self, .jsonb, [[1] + Array("{}".utf8)])
        try await read(PostgresJSONB.self, .jsonb, [[1] + Array("{}".utf8)])
        try await read([UInt8].self, .bytea, [[1, 2, 3]])
        try await read(TransactionID.self, .xid8, [[0, 0, 0, 0, 0, 0, 3, 9]])
    }

    @Test("is so within an array too")
    func arrays() async throws {
        // One dimension, no nulls, the element's type, so many elements, the lower bound, and each with its length.
        let numbers: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 2, 0, 0, 0, 1]
        let elements: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 7, 0xff, 0xff, 0xff, 0xff]
        let texts: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0x68, 0x69]
        try await read([Int32].self, PostgresType(rawValue: 1007), [numbers + elements])
        try await read([Int32?].self, PostgresType(rawValue: 1007), [numbers + elements])
        try await read([String].self, PostgresType(rawValue: 1009), [texts])
        let value = try decode([Int32?].self, numbers + elements, PostgresType(rawValue: 1007))
        #expect(value == [7, nil])
    }

    private func read<Value: PostgresDecodable>(
        _: Value.Type, _ type: PostgresType, _ corpus: [[UInt8]]
    ) async throws {
        try await forEachMutation(of: corpus) { bytes in
            do throws(PostgresDecodingFailure) {
                _ = try decode(Value.self, bytes, type)
            } catch {
                try demand(!"\(error)".isEmpty, "it is refused without a reason")
            }
        }
    }

    private func decode<Value: PostgresDecodable>(
        _: Value.Type, _ bytes: [UInt8], _ type: PostgresType
    ) throws(PostgresDecodingFailure) -> Value {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(PostgresDecodingFailure) in try Value.decodeCell(buffer, type: type) }
        }
        return try result.get()
    }
}
