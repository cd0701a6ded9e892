extension PostgresConnection {
    /// Runs the body in a transaction: commits when it returns, rolls back when it throws.
    ///
    /// The body runs on the connection's thread, so that no statement has another thread woken to send it, nor its reply one to go
    /// on with. One that computes for long keeps nobody else waiting, but until it next waits itself the connection can be
    /// neither closed nor its statement cancelled.
    ///
    /// A body that sends nothing costs no round trip.
    /// - Throws: what the body throws, or a ``PostgresError``; ``PostgresError/Kind/commitUnknown`` if the connection
    ///   broke during COMMIT.
    public nonisolated(nonsending) func withTransaction<Value>(
        isolation: TransactionIsolation = .readCommitted,
        readOnly: Bool = false,
        _ body: nonisolated(nonsending) (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        let (value, hooks) = try await carryOut(isolation: isolation, readOnly: readOnly, body)
        for hook in hooks { hook() }
        return value
    }

    /// Runs a transaction, and leaves it to the caller to call what is to be called after the commit.
    nonisolated(nonsending) func carryOut<Value>(
        isolation: TransactionIsolation, readOnly: Bool,
        _ body: nonisolated(nonsending) (PostgresTransaction) async throws -> Value
    ) async throws -> (Value, hooks: [@Sendable () -> Void]) {
        try await withTaskExecutorPreference(thread) {
            let transaction = try PostgresTransaction(on: self, isolation: isolation, readOnly: readOnly)
            let value: Value
            do {
                value = try await body(transaction)
            } catch {
                await transaction.rollBack()
                throw error
            }
            return (value, try await transaction.commit())
        }
    }
}
