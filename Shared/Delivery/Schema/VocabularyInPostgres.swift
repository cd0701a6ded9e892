public import Postgres
public import Vocabulary

// How the words that all services share are stored.

extension UUIDv7: PostgresEncodable, PostgresDecodable {
    /// `uuid`
    @inlinable
    public static var postgresType: PostgresType { .uuid }

    /// Only from `uuid`.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool { type == .uuid }

    /// Reads the 16 bytes.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        let high: UInt64 = try reader.readInteger()
        self.init(high: high, low: try reader.readInteger())
    }

    /// Writes the 16 bytes.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(high)
        writer.write(low)
    }
}

/// Days and microseconds are counted from 2000-01-01 by the server.
@usableFromInline let daysTo2000: Int32 = 10_957
@usableFromInline let millisecondsTo2000 = Int64(daysTo2000) * 86_400_000

extension Instant: PostgresEncodable, PostgresDecodable {
    /// `timestamptz`
    @inlinable
    public static var postgresType: PostgresType { .timestamptz }

    /// Only from `timestamptz`.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool { type == .timestamptz }

    /// Reads microseconds, of which whole milliseconds are kept.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        let microseconds: Int64 = try reader.readInteger()
        // The server writes its infinities so.
        guard microseconds != .min, microseconds != .max else { throw .malformed("is infinite, which no instant is") }
        let milliseconds = microseconds / 1000 - (microseconds % 1000 < 0 ? 1 : 0)
        self.init(milliseconds: milliseconds + millisecondsTo2000)
    }

    /// Writes microseconds.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write((milliseconds - millisecondsTo2000) * 1000)
    }
}

extension Day: PostgresEncodable, PostgresDecodable {
    /// `date`
    @inlinable
    public static var postgresType: PostgresType { .date }

    /// Only from `date`.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool { type == .date }

    /// Reads the days since 2000-01-01.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        let (days, isBeyond) = try reader.readInteger(as: Int32.self).addingReportingOverflow(daysTo2000)
        // The server writes its infinities as the first and the last number.
        guard !isBeyond, days != .min + daysTo2000 else { throw .malformed("is infinite, which no day is") }
        self.init(daysSinceEpoch: days)
    }

    /// Writes the days since 2000-01-01.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(daysSinceEpoch - daysTo2000)
    }
}

/// A value that is stored as the text that it is written as.
public protocol StoredAsText: PostgresEncodable, PostgresDecodable {
    /// The text to store.
    var storedText: String { get }
    /// Reads what was stored; nil for text that is none.
    init?(storedText: String)
}

extension StoredAsText {
    /// `text`
    @inlinable
    public static var postgresType: PostgresType { .text }

    /// From the types of text.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool { String.isDecodable(from: type) }

    /// Reads the text form.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        guard let value = Self(storedText: try reader.readRemainingText()) else {
            throw .malformed("is no \(Self.self)")
        }
        self = value
    }

    /// Writes the text form.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        writer.write(utf8: storedText)
    }
}

extension StoredAsText where Self: LosslessStringConvertible {
    /// The description.
    @inlinable
    public var storedText: String { description }
    /// Reads the description.
    @inlinable
    public init?(storedText: String) { self.init(storedText) }
}

extension StoredAsText where Self: RawRepresentable<String> {
    /// The raw value, as of an enumeration of codes.
    @inlinable
    public var storedText: String { rawValue }
    /// Reads the raw value.
    @inlinable
    public init?(storedText: String) { self.init(rawValue: storedText) }
}

extension Token: StoredAsText {}
extension DivisionCode: StoredAsText {}
extension ContentDigest: StoredAsText {}
extension QuantityUnit: StoredAsText {}
extension PriceBasis: StoredAsText {}
