import Delivery
import Eventing
import Seeds
import Testing
import Vocabulary

@testable import Postgres

@Suite("A word of the shared vocabulary whose bytes are not what its type says")
struct MutatedVocabularyTests {
    @Test("is read as one that would be stored in these bytes, or refused with a reason")
    func words() async throws {
        try await read(UUIDv7.self, .uuid, [Self.bytes(of: UUIDv7.example())])
        try await read(Day.self, .date, [Self.bytes(of: try #require(Day("2019-07-07"))), [0x7f, 0xff, 0xff, 0xff]])
        try await read(Token.self, .text, [Self.bytes(of: Token.example())])
        try await read(DivisionCode.self, .text, [Self.bytes(of: try #require(DivisionCode("522728100201")))])
        try await read(QuantityUnit.self, .text, [Self.bytes(of: QuantityUnit.grams)])
    }

    @Test("is an instant to the millisecond, whatever microseconds there are")
    func instants() async throws {
        let noon = try #require(Instant("2019-07-07T12:00:00Z"))
        let corpus: [[UInt8]] = [Self.bytes(of: noon), [0x7f] + Array(repeating: 0xff, count: 7)]
        try await forEachMutation(of: corpus) { bytes in
            guard let instant = try decode(Instant.self, bytes, .timestamptz) else { return }
            let microseconds = bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) }
            let stored = Self.bytes(of: instant).reduce(Int64(0)) { $0 << 8 | Int64($1) }
            let (rest, isBeyond) = microseconds.subtractingReportingOverflow(stored)
            try demand(!isBeyond && (0..<1000).contains(rest), "\(microseconds) is read as \(stored)")
        }
    }

    private func read<Value: PostgresDecodable & PostgresEncodable>(
        _: Value.Type, _ type: PostgresType, _ corpus: [[UInt8]]
    ) async throws {
        try await forEachMutation(of: corpus) { bytes in
            guard let value = try decode(Value.self, bytes, type) else { return }
            try demand(Self.bytes(of: value) == bytes, "\(bytes) is read as \(value)")
        }
    }

    /// - Returns: nil for what is refused.
    private func decode<Value: PostgresDecodable>(
        _: Value.Type, _ bytes: [UInt8], _ type: PostgresType
    ) throws -> Value? {
        do {
            return try bytes.withUnsafeBytes { try Value.decodeCell($0, type: type) }
        } catch {
            try demand(!"\(error)".isEmpty, "it is refused without a reason")
            return nil
        }
    }

    private static func bytes(of value: some PostgresEncodable) -> [UInt8] {
        var writer = PostgresWriter()
        value.encode(into: &writer)
        return writer.bytes
    }
}
