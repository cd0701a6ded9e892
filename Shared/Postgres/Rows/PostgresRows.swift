/// The rows that a statement returned, in the memory in which they arrived.
///
///     for (name, founded) in try rows.decode(String.self, Int.self) { … }
public struct PostgresRows: Sendable {
    @usableFromInline let result: LibpqResult

    /// How many rows there are.
    public let count: Int

    init(_ result: LibpqResult) {
        self.result = result
        count = result.rowCount
    }

    /// How many rows the statement inserted, updated, deleted or returned.
    public var affectedRowCount: Int {
        result.affectedRowCount
    }

    /// Decodes all rows by the position of their columns.
    /// - Throws: ``PostgresError/Kind/decoding`` naming the column and the types, never the value.
    @inlinable
    public func decode<each Column: PostgresDecodable>(
        _ columns: repeat (each Column).Type
    ) throws(PostgresError) -> [(repeat each Column)] {
        var decoded: [(repeat each Column)] = []
        decoded.reserveCapacity(count)
        for row in self {
            decoded.append(try row.decode(repeat each columns))
        }
        return decoded
    }
}

extension PostgresRows: RandomAccessCollection {
    /// The position of the first row.
    public var startIndex: Int { 0 }

    /// The position after the last row.
    public var endIndex: Int { count }

    /// A row.
    @inlinable
    public subscript(position: Int) -> PostgresRow {
        precondition(indices.contains(position), "row \(position) of \(count)")
        return PostgresRow(result, position: position)
    }
}
