extension Optional: PostgresEncodable, PostgresElementEncodable where Wrapped: PostgresEncodable {
    /// The type of the wrapped value, which a NULL has too.
    @inlinable
    public static var postgresType: PostgresType { Wrapped.postgresType }

    /// `nil` is NULL.
    @inlinable
    public var isNull: Bool {
        guard let self else { return true }
        return self.isNull
    }

    /// Writes the wrapped value, if there is one.
    @inlinable
    public func encode(into writer: inout PostgresWriter) {
        self?.encode(into: &writer)
    }
}

extension Optional: PostgresDecodable, PostgresElementDecodable where Wrapped: PostgresDecodable {
    /// Whether the wrapped value can be read from the type.
    @inlinable
    public static func isDecodable(from type: PostgresType) -> Bool {
        Wrapped.isDecodable(from: type)
    }

    /// NULL is `nil`.
    @inlinable
    public static var null: Wrapped?? { .some(nil) }

    /// Reads the wrapped value.
    @inlinable
    public init(from reader: inout PostgresReader) throws(PostgresDecodingFailure) {
        self = try Wrapped(from: &reader)
    }

    /// Reads the wrapped value by what was made for its type.
    @inlinable
    public static func decodeCell(
        _ bytes: UnsafeRawBufferPointer?, type: PostgresType
    ) throws(PostgresDecodingFailure) -> Wrapped? {
        guard let bytes else { return nil }
        return try Wrapped.decodeCell(bytes, type: type)
    }
}
