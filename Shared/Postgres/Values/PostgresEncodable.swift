/// A type whose values can be parameters of a query.
///
/// Give the server's type and write its binary form; arrays and optionals of the type then work too.
///
///     extension Day: PostgresEncodable {
///         static var postgresType: PostgresType { .date }
///         func encode(into writer: inout PostgresWriter) { writer.write(Int32(daysSince2000)) }
///     }
public protocol PostgresEncodable: PostgresElementEncodable {
    /// The type that the server is told.
    static var postgresType: PostgresType { get }

    /// Whether the value is NULL. It is not encoded then.
    var isNull: Bool { get }

    /// Writes the binary form of the value, without its length.
    func encode(into writer: inout PostgresWriter)
}

extension PostgresEncodable {
    /// No value is NULL, unless its type says otherwise.
    @inlinable
    public var isNull: Bool { false }
}

/// A type of which arrays can be parameters of a query.
///
/// Every ``PostgresEncodable`` type is one. It stands alone for the sake of `UInt8`, of which arrays are `bytea`.
public protocol PostgresElementEncodable {
    /// The type of an array of these.
    static var postgresArrayType: PostgresType { get }

    /// Writes the binary form of an array of these.
    static func encode(_ elements: [Self], into writer: inout PostgresWriter)
}

extension PostgresEncodable {
    /// The built-in array of the element's type; for another type the server infers it.
    @inlinable
    public static var postgresArrayType: PostgresType {
        postgresType.array ?? .unspecified
    }

    /// Writes a one-dimensional array: dimensions, NULL flag, element type, count and lower bound, then the
    /// elements, each behind its length (`array_recv` in the server's source).
    @inlinable
    public static func encode(_ elements: [Self], into writer: inout PostgresWriter) {
        // A guess for what has no fixed length.
        writer.makeRoom(for: 20 + elements.count * (4 + MemoryLayout<Self>.size))
        writer.write(Int32(elements.isEmpty ? 0 : 1))
        let nullFlag = writer.bytes.count
        writer.write(Int32(0))
        writer.write(postgresType.rawValue)
        if elements.isEmpty { return }
        writer.write(Int32(elements.count))
        writer.write(Int32(1))
        for element in elements {
            let length = writer.bytes.count
            writer.write(Int32(-1))
            if element.isNull {
                writer.patch(1, at: nullFlag)
            } else {
                element.encode(into: &writer)
                writer.patch(Int32(writer.bytes.count - length - 4), at: length)
            }
        }
    }
}
