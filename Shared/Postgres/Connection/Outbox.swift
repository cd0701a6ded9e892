/// What is to be sent on a connection, put there by any task, taken by the thread of the connection.
struct Outbox {
    /// A statement or a script on its way to the server.
    struct Command: Sendable {
        enum Work: Sendable {
            case query(PostgresQuery)
            /// Statements that the server parses apart, without parameters or rows.
            case script(String)
        }

        let work: Work
        var role = Wire.Replies.Role.statement
        /// Whether a failure of this statement leaves the ones behind it alone.
        var endsSegment = false
        let slot = Slot<PostgresRows>()
    }

    private var commands: [Command] = []
    private var isSettled = true
    /// Whether a transaction is open, so that no other statement may come between.
    private var isInTransaction = false
    /// Whether a task has stopped waiting for its reply, for which the connection will be ended.
    private var isAbandoned = false

    /// Who waits for the connection to end.
    var observersOfEnd: [Slot<Void>] = []
    /// How the connection ended; nil while it lives.
    var end: End?

    enum End {
        case closed
        case lost(PostgresError)
    }

    /// Whether nothing is under way, the session is in no transaction, and it will live on.
    var isIdle: Bool {
        isSettled && commands.isEmpty && end == nil && !isAbandoned
    }

    /// Notes that the connection is to be ended, which takes a moment: whoever got it meanwhile would lose it.
    mutating func abandon() {
        isAbandoned = true
    }

    /// Puts a command behind the others.
    mutating func put(_ command: Command) throws(PostgresError) {
        switch end {
        case .closed: throw PostgresError(.closed, "the connection was closed; open another one")
        case .lost(let error): throw error
        case nil: break
        }
        commands.append(command)
    }

    /// Puts a command that must not come into a transaction.
    mutating func putOutsideTransaction(_ command: Command) throws(PostgresError) {
        guard !isInTransaction else { throw Self.busyWithTransaction }
        try put(command)
    }

    /// Opens a transaction: what is put from here on belongs to it.
    mutating func putBegin(_ command: Command) throws(PostgresError) {
        try putOutsideTransaction(command)
        isInTransaction = true
    }

    /// Lets others put statements of their own again.
    mutating func endTransaction() {
        isInTransaction = false
    }

    private static var busyWithTransaction: PostgresError {
        PostgresError(.nestedLease, "the connection is in a transaction; use that, or another connection")
    }

    /// Takes what can be sent next: statements up to a script, or a script alone where nothing is under way.
    mutating func take(whileIdle: Bool) -> [Command] {
        let script = commands.firstIndex { command in
            if case .script = command.work { true } else { false }
        }
        let count = script == 0 ? (whileIdle ? 1 : 0) : script ?? commands.count
        guard count > 0 else { return [] }
        isSettled = false
        defer { commands.removeFirst(count) }
        return Array(commands.prefix(count))
    }

    /// Puts back what was taken and could not be sent.
    mutating func putBack(_ unsent: ArraySlice<Command>) {
        commands.insert(contentsOf: unsent, at: 0)
    }

    /// Takes back everything that was not sent yet.
    mutating func withdraw() -> [Command] {
        defer { commands = [] }
        return commands
    }

    /// Takes back a statement, unless it was sent.
    mutating func withdraw(_ slot: Slot<PostgresRows>) {
        commands.removeAll { $0.slot === slot }
    }

    /// Takes back the beginning of a transaction, if nothing of it follows. Returns whether it was so.
    mutating func withdraw(lone begin: Slot<PostgresRows>) -> Bool {
        guard commands.last?.slot === begin else { return false }
        commands.removeLast()
        return true
    }

    /// Takes back what was not sent of a transaction that is open. Statements before its beginning are other tasks'.
    mutating func withdraw(transaction begin: Slot<PostgresRows>) -> [Command] {
        let first = commands.firstIndex { $0.slot === begin } ?? 0
        defer { commands.removeSubrange(first...) }
        return Array(commands[first...])
    }

    /// Notes that all that was sent is answered.
    mutating func settle(isOutsideTransaction: Bool) {
        isSettled = isOutsideTransaction
    }
}
