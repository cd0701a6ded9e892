extension PostgresPool {
    /// Runs the body in a transaction: commits when it returns, rolls back when it throws.
    /// - Throws: what the body throws, or a ``PostgresError``; ``PostgresError/Kind/commitUnknown`` if the connection
    ///   broke during COMMIT.
    public nonisolated(nonsending) func withTransaction<Value>(
        isolation: TransactionIsolation = .readCommitted,
        readOnly: Bool = false,
        _ body: nonisolated(nonsending) (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        let (value, hooks) = try await holdingConnection { connection in
            try await connection.carryOut(isolation: isolation, readOnly: readOnly, body)
        }
        for hook in hooks { hook() }
        return value
    }

    /// Lends the body a session. What it leaves in it is undone: settings, advisory locks, temporary tables.
    /// - Throws: what the body throws, or a ``PostgresError``.
    public nonisolated(nonsending) func withConnection<Value>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await holdingConnection { connection in
            do {
                let value = try await body(connection)
                await connection.resetSession()
                return value
            } catch {
                await connection.resetSession()
                throw error
            }
        }
    }

    /// Runs a statement of its own and returns its rows.
    public nonisolated(nonsending) func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresRows {
        let lease = try await lease()
        defer { release(lease) }
        return try await lease.connection.query(query)
    }

    /// Runs a statement of its own and returns how many rows it wrote.
    @discardableResult
    public nonisolated(nonsending) func execute(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await self.query(query).affectedRowCount
    }

    private nonisolated(nonsending) func holdingConnection<Value>(
        _ body: nonisolated(nonsending) (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let lease = try await lease()
        let mark = LeaseMark(self)
        defer {
            mark.end()
            release(lease)
        }
        return try await LeaseMark.$current.withValue(mark) {
            try await body(lease.connection)
        }
    }
}
