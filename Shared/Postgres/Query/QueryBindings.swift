/// The parameters of a query in their binary form, one behind the other in one buffer.
@usableFromInline
struct QueryBindings: Sendable {
    @usableFromInline var writer = PostgresWriter()
    /// The object identifier of each parameter's type.
    @usableFromInline var types: [UInt32] = []
    /// The length of each parameter in bytes; -1 stands for NULL.
    @usableFromInline var lengths: [Int32] = []

    @usableFromInline
    init() {}

    @inlinable
    mutating func append<Value: PostgresEncodable>(_ value: Value) {
        types.append(Value.postgresType.rawValue)
        guard !value.isNull else { return lengths.append(-1) }
        let start = writer.bytes.count
        value.encode(into: &writer)
        lengths.append(Int32(writer.bytes.count - start))
    }
}
