/// One row of a reply.
///
///     let (name, founded) = try row.decode(String.self, Int.self)
public struct PostgresRow: Sendable {
    @usableFromInline let result: LibpqResult
    @usableFromInline let position: Int
    @usableFromInline let columns: Range<Int>

    @usableFromInline
    init(_ result: LibpqResult, position: Int) {
        self.init(result, position: position, columns: 0..<result.columnCount)
    }

    private init(_ result: LibpqResult, position: Int, columns: Range<Int>) {
        self.result = result
        self.position = position
        self.columns = columns
    }

    /// The row's first columns: of a row of two parts those of the first.
    public func prefix(_ count: Int) -> PostgresRow {
        PostgresRow(result, position: position, columns: columns.prefix(count))
    }

    /// The row without its first columns.
    public func dropFirst(_ count: Int) -> PostgresRow {
        PostgresRow(result, position: position, columns: columns.dropFirst(count))
    }

    /// Decodes the row by the position of its columns, which must be as many as the types.
    /// - Throws: ``PostgresError/Kind/decoding`` naming the column and the types, never the value.
    @inlinable
    public func decode<each Column: PostgresDecodable>(
        _ columns: repeat (each Column).Type
    ) throws(PostgresError) -> (repeat each Column) {
        var wanted = 0
        for _ in repeat (each Column).self { wanted += 1 }
        guard wanted == self.columns.count else { throw countMismatch(wanted: wanted) }
        var next = self.columns.lowerBound
        return (repeat try decodeNext((each Column).self, &next))
    }

    @inlinable
    func decodeNext<Value: PostgresDecodable>(
        _ type: Value.Type, _ next: inout Int
    ) throws(PostgresError) -> Value {
        let column = next
        next += 1
        let columnType = result.columnType(column)
        do throws(PostgresDecodingFailure) {
            guard Value.isDecodable(from: columnType) else { throw .unexpectedType }
            defer { withExtendedLifetime(result) {} }
            return try Value.decodeCell(result.cell(row: position, column: column), type: columnType)
        } catch {
            throw failure(error, column: column, wanted: String(describing: type))
        }
    }

    @usableFromInline
    func countMismatch(wanted: Int) -> PostgresError {
        PostgresError(.decoding, "the row has \(columns.count) columns and was to be decoded as \(wanted)")
    }

    @usableFromInline
    func failure(_ failure: PostgresDecodingFailure, column: Int, wanted: String) -> PostgresError {
        let name = result.columnName(column) ?? "?"
        let type = result.columnType(column)
        let reason =
            switch failure {
            case .unexpectedType: "is \(type), which \(wanted) cannot be decoded from"
            case .unexpectedNull: "is NULL; decode it as \(wanted)? to allow that"
            case .truncated: "is \(type) with too few bytes for \(wanted)"
            case .malformed(let rule): "is \(type) and as \(wanted) \(rule)"
            }
        return PostgresError(.decoding, "column \(column + 1) \"\(name)\" \(reason)")
    }
}
