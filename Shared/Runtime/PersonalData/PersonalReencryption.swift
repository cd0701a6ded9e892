internal import Postgres
internal import Vocabulary

/// Encrypts what a table keeps under other keys anew, under the current one: a batch of rows in each transaction, so that
/// it may be ended at any point, and goes on where it was.
struct PersonalReencryption {
    let table: PersonalTable
    /// How many rows are encrypted anew in one transaction.
    let batch: Int

    /// What became of a batch.
    struct Outcome {
        /// How many rows are under the current key now.
        var done: Int64 = 0
        /// The last row that was looked at; nil if there was none left.
        var last: UUIDv7?
        /// Why rows stay as they are.
        var unreadable: [PersonalDataFault] = []
    }

    /// Encrypts the next batch anew.
    /// - Parameter row: the last row of the batch before; nil at the beginning.
    func encryptNext(
        after row: UUIDv7?, under keys: PersonalKeys, in transaction: PostgresTransaction
    ) async throws -> Outcome {
        // Keys are every county's.
        try RowReach.holdEveryCounty(in: transaction)
        let rows = try await transaction.query(selection(after: row, notUnder: keys.current)).decode(
            UUIDv7.self, [[UInt8]?].self)
        guard let last = rows.last?.0 else { return Outcome() }
        var outcome = Outcome(last: last)
        var renewed: [(row: UUIDv7, sealed: [[UInt8]?])] = []
        for (row, sealed) in rows {
            do {
                renewed.append((row, try renew(sealed, of: row, under: keys)))
            } catch let fault as PersonalDataFault {
                outcome.unreadable.append(fault)
            }
        }
        guard !renewed.isEmpty else { return outcome }
        try await PersonalKeyRegister(in: transaction).note(keys)
        try await transaction.execute(update(renewed))
        outcome.done = Int64(renewed.count)
        return outcome
    }

    private func renew(_ sealed: [[UInt8]?], of row: UUIDv7, under keys: PersonalKeys) throws -> [[UInt8]?] {
        try zip(table.columns, sealed).map { column, sealed in
            let field = table.field(column, of: row)
            return try sealed.map { try keys.seal(try keys.open($0, of: field), for: field) }
        }
    }

    private func selection(after row: UUIDv7?, notUnder key: PersonalKeyID) -> PostgresQuery {
        """
        SELECT \(identifier: table.row), ARRAY[\(unescaped: table.columns.joined(separator: ", "))]
        FROM \(identifier: table.name)
        WHERE key <> \(key.bytes)
            AND \(identifier: table.row) > coalesce(\(row), '00000000-0000-0000-0000-000000000000')
        ORDER BY 1 LIMIT \(Int64(batch)) FOR UPDATE
        """
    }

    private func update(_ rows: [(row: UUIDv7, sealed: [[UInt8]?])]) -> PostgresQuery {
        var query = PostgresQuery.StringInterpolation(
            literalCapacity: 256, interpolationCount: table.columns.count + 1)
        let assignments = table.columns.map { "\($0) = renewed.\($0)" }.joined(separator: ", ")
        query.appendLiteral("UPDATE \(table.name) SET \(assignments) FROM unnest(")
        query.appendInterpolation(rows.map(\.row))
        for column in table.columns.indices {
            query.appendLiteral(", ")
            query.appendInterpolation(rows.map { $0.sealed[column] })
        }
        let names = (["renewed_row"] + table.columns).joined(separator: ", ")
        query.appendLiteral(") AS renewed (\(names)) WHERE \(table.name).\(table.row) = renewed_row")
        return PostgresQuery(stringInterpolation: query)
    }
}
