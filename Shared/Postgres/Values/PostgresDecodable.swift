/// A type whose values can be read from a row.
///
///     extension Day: PostgresDecodable {
///         static func isDecodable(from type: PostgresType) -> Bool { type == .date }
///         init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
///             self.init(daysSince2000: Int(try reader.readInteger(as: Int32.self)))
///         }
///     }
public protocol PostgresDecodable: PostgresElementDecodable {
    /// Whether values of the server's type can be read as this type.
    static func isDecodable(from type: PostgresType) -> Bool

    /// What NULL is read as; nil where NULL is an error.
    static var null: Self? { get }

    /// Reads the binary form of a value. The reader holds that value alone, and all of it must be read.
    init(from reader: inout PostgresReader) throws(PostgresDecodingFailure)

    /// Reads a value that stands in memory of its own; nil is NULL. A requirement, though no type has another way, so that
    /// a row whose columns are known at run time only calls what was made for each type.
    static func decodeCell(
        _ bytes: UnsafeRawBufferPointer?, type: PostgresType
    ) throws(PostgresDecodingFailure) -> Self
}

extension PostgresDecodable {
    /// NULL is an error, unless the type says otherwise.
    @inlinable
    public static var null: Self? { nil }
}

/// A type of which arrays can be read from a row.
///
/// Every ``PostgresDecodable`` type is one. It stands alone for the sake of `UInt8`, of which arrays are `bytea`.
public protocol PostgresElementDecodable {
    /// Whether values of the server's type can be read as an array of these.
    static func isArrayDecodable(from type: PostgresType) -> Bool

    /// Reads the binary form of an array of these.
    static func decodeArray(from reader: inout PostgresReader) throws(PostgresDecodingFailure) -> [Self]
}

extension PostgresDecodable {
    /// Whether the type is a built-in array whose elements can be read as this type.
    @inlinable
    public static func isArrayDecodable(from type: PostgresType) -> Bool {
        guard let element = type.element else { return false }
        return isDecodable(from: element)
    }

    /// Reads a one-dimensional array (`array_send` in the server's source).
    @inlinable
    public static func decodeArray(from reader: inout PostgresReader) throws(PostgresDecodingFailure) -> [Self] {
        let dimensions: Int32 = try reader.readInteger()
        _ = try reader.readInteger(as: Int32.self)
        let element = PostgresType(rawValue: try reader.readInteger())
        guard dimensions > 0 else { return [] }
        guard dimensions == 1 else { throw .malformed("has \(dimensions) dimensions, and only one can be read") }
        let count: Int32 = try reader.readInteger()
        _ = try reader.readInteger(as: Int32.self)
        // Each element takes four bytes at least, so that a count beyond what is there cannot reserve memory.
        guard count >= 0, Int(count) <= reader.remaining / 4 else { throw .truncated }
        var elements: [Self] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            let length: Int32 = try reader.readInteger()
            elements.append(try decodeCell(length < 0 ? nil : reader.slice(Int(length)), type: element))
        }
        return elements
    }

    /// Reads a value by its initializer, and NULL as the type says.
    @inlinable
    public static func decodeCell(
        _ bytes: UnsafeRawBufferPointer?, type: PostgresType
    ) throws(PostgresDecodingFailure) -> Self {
        guard let bytes else {
            guard let null else { throw .unexpectedNull }
            return null
        }
        var reader = PostgresReader(bytes, type: type)
        let value = try Self(from: &reader)
        try reader.finish()
        return value
    }
}

/// A type that can be both a parameter and a column.
public typealias PostgresCodable = PostgresDecodable & PostgresEncodable
