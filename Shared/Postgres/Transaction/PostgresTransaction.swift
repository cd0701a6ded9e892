import Synchronization

/// A transaction that is open. Its statements share round trips as long as nobody waits for a reply.
///
///     try await pool.withTransaction { transaction in
///         let stock = try transaction.send("SELECT quantity FROM stock WHERE id = \(id) FOR UPDATE")
///         let price = try transaction.send("SELECT fen FROM price WHERE id = \(id)")
///         let quantity = try await stock.rows[0].decode(Int.self)  // one round trip for BEGIN and both
///         …
///         try transaction.send("UPDATE stock SET quantity = \(rest) WHERE id = \(id)")
///     }  // the UPDATE and COMMIT share the second one
public final class PostgresTransaction: Sendable {
    private struct State {
        var isOpen = true
        var findsByIndex = false
        var hooks: [@Sendable () -> Void] = []
    }

    private let connection: PostgresConnection
    private let isReadOnly: Bool
    private let state = Mutex(State())
    private let begin: Slot<PostgresRows>

    init(
        on connection: PostgresConnection, isolation: TransactionIsolation, readOnly: Bool
    ) throws(PostgresError) {
        let command = Outbox.Command(
            work: .query(isolation.beginning(readOnly: readOnly)), role: .begin)
        try connection.putBegin(command)
        self.connection = connection
        isReadOnly = readOnly
        begin = command.slot
    }

    /// Puts a statement behind those before it and returns without waiting.
    ///
    /// It leaves when the transaction next waits for a reply, at the latest with COMMIT. A failure that nobody waits
    /// for fails the transaction.
    /// - Throws: what ended the connection, or ``PostgresError/Kind/closed`` after the end of the transaction.
    @discardableResult
    public func send(_ query: PostgresQuery) throws(PostgresError) -> PostgresReply {
        try put(Outbox.Command(work: .query(query)))
    }

    /// Has all statements behind it find their rows by index, however few there are, by plans that are made once
    /// (``PlanningByIndex``).
    public func findByIndex() throws(PostgresError) {
        try send(PlanningByIndex.beginning)
        state.withLock { $0.findsByIndex = true }
    }

    /// Puts a statement behind those before it that finds its rows by index, whatever the others do: one that reads what is
    /// often empty, or was when it was analysed. The session's own setting holds again for what comes behind.
    @discardableResult
    public func sendByIndex(_ query: PostgresQuery) throws(PostgresError) -> PostgresReply {
        if state.withLock({ $0.findsByIndex }) { return try send(query) }
        try send("SET LOCAL enable_seqscan = off")
        let reply = try send(query)
        try send("SET LOCAL enable_seqscan = DEFAULT")
        return reply
    }

    /// Runs a statement and waits for its rows.
    public nonisolated(nonsending) func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresRows {
        try await send(query).rows
    }

    /// Runs a statement and waits for how many rows it wrote.
    @discardableResult
    public nonisolated(nonsending) func execute(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await send(query).affectedRowCount
    }

    /// Calls the closure after the transaction is committed, and never if it is not.
    ///
    /// Closures are called in the order in which they were given, before the transaction's caller goes on, when its
    /// connection is free again.
    public func afterCommit(_ hook: @escaping @Sendable () -> Void) {
        state.withLock { $0.hooks.append(hook) }
    }

    /// Runs a text of one or more statements.
    nonisolated(nonsending) func run(script: String) async throws(PostgresError) {
        _ = try await put(Outbox.Command(work: .script(script))).rows
    }

    private func put(_ command: Outbox.Command) throws(PostgresError) -> PostgresReply {
        try state.withLock { state throws(PostgresError) in
            guard state.isOpen else {
                throw PostgresError(.closed, "the transaction has ended; a statement must be sent before that")
            }
            try connection.put(command)
        }
        return PostgresReply(connection, command.slot)
    }
}

// MARK: - The end

extension PostgresTransaction {
    /// Commits, behind what was sent. Once COMMIT is on its way its outcome is awaited, cancelled or not.
    /// - Returns: what is to be called after the commit.
    nonisolated(nonsending) func commit() async throws(PostgresError) -> [@Sendable () -> Void] {
        guard !Task.isCancelled else {
            await rollBack()
            throw .cancelled
        }
        let hooks = seal()
        try await settle()
        return hooks
    }

    private nonisolated(nonsending) func settle() async throws(PostgresError) {
        defer { connection.endTransaction() }
        if connection.withdraw(lone: begin) { return }
        let command = Outbox.Command(work: .query("COMMIT"), role: .commit(isReadOnly: isReadOnly))
        do {
            try connection.put(command)
            _ = try await connection.shieldedReply(to: command.slot)
        } catch {
            await undo()
            throw error
        }
    }

    /// Rolls back, cancelled or not. What was not sent yet never is.
    nonisolated(nonsending) func rollBack() async {
        _ = seal()
        await undo()
        connection.endTransaction()
    }

    private func seal() -> [@Sendable () -> Void] {
        state.withLock { state in
            state.isOpen = false
            return state.hooks
        }
    }

    private nonisolated(nonsending) func undo() async {
        let unsent = connection.withdraw(transaction: begin)
        for command in unsent {
            command.slot.settle(
                .failure(PostgresError(.closed, "the transaction was rolled back before this was sent")))
        }
        // A transaction that never left this process needs no ROLLBACK, nor does one that COMMIT has ended.
        if unsent.contains(where: { $0.slot === begin }) || connection.isIdle { return }
        let command = Outbox.Command(work: .query("ROLLBACK"), role: .rollback)
        do {
            try connection.put(command)
            _ = try await connection.shieldedReply(to: command.slot)
        } catch {
            // A session in an unknown state is worse than none: the server rolls back when it ends.
            await connection.close()
        }
    }
}
