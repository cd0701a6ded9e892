extension Array: PostgresEncodable, PostgresElementEncodable where Element: PostgresElementEncodable {
    /// The array type of the element.
    @inlinable
    public static var postgresType: PostgresType { Element.postgresArrayType }

    /// Writes the elements into one buffer.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        Element.encode(self, into: &writer)
    }
}

extension Array: PostgresDecodable, PostgresElementDecodable where Element: PostgresElementDecodable {
    /// Whether the element can be read from the type's elements.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool {
        Element.isArrayDecodable(from: type)
    }

    /// Reads all elements.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        self = try Element.decodeArray(from: &reader)
    }
}
