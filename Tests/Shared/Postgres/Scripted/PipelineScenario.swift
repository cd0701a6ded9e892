import Seeds

@testable import Postgres

/// Statements and transactions that share round trips, before a server that refuses some of them and dies.
struct PipelineScenario: Scenario {
    private typealias Replies = ModelServer.Replies

    private struct Ticket {
        let role: Replies.Role
        /// The ticket of the BEGIN of its transaction; nil for a statement of its own.
        let transaction: Int?

        var endsTransaction: Bool { role != .statement && role != .begin }
    }

    /// A statement that waits to be sent.
    private struct Command {
        let ticket: Int
        let sql: String
        let endsSegment: Bool
    }

    private var pipeline = Replies()
    private var cache = StatementCache(bound: 3)
    private var server = ModelServer()
    private var tickets: [Int: Ticket] = [:]
    private var waiting: Set<Int> = []
    private var outbox: [Command] = []
    private var writes: [Int: Set<Int>] = [:]
    private var lastTicket = 0
    /// The ticket of the BEGIN of the transaction that is open on this side.
    private var open: Int?
    /// Whether the end of a transaction is awaited, before which nothing else is put.
    private var isEnding = false

    init(_ script: inout Script) {}

    mutating func step(_ script: inout Script) throws {
        switch script.below(12) {
        case 0, 1, 2: put(&script)
        case 3, 4: end(&script)
        case 5, 6: send()
        case 7, 8: server.work(1 + script.below(4), &script)
        case 9, 10, 11: try read(1 + script.below(5), &script)
        default: try crash(&script)
        }
    }

    mutating func crash(_ script: inout Script) throws {
        script.write("the server dies")
        server.work(script.below(3), &script)
        try read(script.below(4), &script)
        server.restart(&script)
        for action in pipeline.lose(PostgresError(.connectionLost, "crash")) {
            try perform(action, isLost: true, &script)
        }
        for command in outbox { waiting.remove(command.ticket) }
        try demand(waiting.isEmpty, "\(waiting.sorted()) wait for a connection that is gone")
        try demand(pipeline.isEmpty, "answers are expected that cannot come")
        (pipeline, cache, outbox, open, isEnding) = (Replies(), StatementCache(bound: 3), [], nil, false)
    }

    mutating func settle(_ script: inout Script) throws {
        end(&script)
        try drain(&script)
        try demand(waiting.isEmpty, "\(waiting.sorted()) are never answered")
        server.isCalm = true
        for sql in Self.statements {
            put(sql, .statement, endsSegment: true, &script)
            try drain(&script)
            try demand(server.durable.contains(lastTicket), "\(sql) cannot be used any more")
        }
    }

    func check() throws {
        try demand(pipeline.isEmpty || !waiting.isEmpty || !server.isQuiet, "an answer is expected that nobody gives")
    }
}

// MARK: - What happens

extension PipelineScenario {
    private static let statements = ["a", "b", "c", "d"]

    private mutating func put(_ script: inout Script) {
        if isEnding { return }
        if open == nil, script.once(in: 2) {
            open = lastTicket + 1
            put("BEGIN", .begin, endsSegment: false, &script)
        }
        let sql = Self.statements[script.below(Self.statements.count)]
        put(sql, .statement, endsSegment: open == nil, &script)
    }

    private mutating func end(_ script: inout Script) {
        guard open != nil, !isEnding else { return }
        isEnding = true
        if script.once(in: 4) {
            rollBack(&script)
        } else {
            put("COMMIT", .commit(isReadOnly: false), endsSegment: false, &script)
            send()
        }
    }

    /// Rolls back what the server has of a transaction, in a segment that nothing before it can fail.
    private mutating func rollBack(_ script: inout Script) {
        let unsent = outbox.filter { tickets[$0.ticket]?.transaction == open }
        outbox.removeAll { tickets[$0.ticket]?.transaction == open }
        for command in unsent { waiting.remove(command.ticket) }
        if unsent.contains(where: { $0.ticket == open }) { return endTransaction() }
        send()
        put("ROLLBACK", .rollback, endsSegment: false, &script)
        send()
    }

    private mutating func endTransaction() {
        (open, isEnding) = (nil, false)
    }

    private mutating func put(_ sql: String, _ role: Pipeline<Int, Int>.Role, endsSegment: Bool, _ script: inout Script)
    {
        lastTicket += 1
        script.write("\(lastTicket) is \(sql)\(open == nil ? "" : " in a transaction")")
        tickets[lastTicket] = Ticket(role: role, transaction: open)
        if let open, role == .statement { writes[open, default: []].insert(lastTicket) }
        waiting.insert(lastTicket)
        outbox.append(Command(ticket: lastTicket, sql: sql, endsSegment: endsSegment))
    }

    /// Sends what was put, as the connection does: all of it ends in a synchronization.
    private mutating func send() {
        for command in outbox {
            let key = StatementKey(sql: command.sql, types: [])
            let cached = cache.use(key)
            let statement = Replies.Statement(name: cached.name, key: key)
            if cached.isNew {
                pipeline.expect(.preparation(statement))
                server.send(.prepare(statement))
            }
            let role = tickets[command.ticket]?.role ?? .statement
            pipeline.expect(.reply(command.ticket, role, statement))
            server.send(.execute(statement, ticket: command.ticket, role))
            if command.endsSegment { synchronize() }
        }
        outbox = []
        if !pipeline.isSynchronized { synchronize() }
    }

    private mutating func synchronize() {
        pipeline.expect(.synchronization)
        server.send(.synchronize)
    }

    private mutating func read(_ count: Int, _ script: inout Script) throws {
        for _ in 0..<count {
            guard let answer = server.nextAnswer() else { break }
            try perform(pipeline.receive(answer), isLost: false, &script)
        }
        // What the cache gave up is freed when nothing is under way.
        guard pipeline.isEmpty, server.isQuiet, server.isOutsideTransaction else { return }
        for name in cache.takeEvicted() {
            pipeline.expect(.deallocation)
            server.send(.deallocate(name))
            synchronize()
        }
    }

    private mutating func drain(_ script: inout Script) throws {
        send()
        while !pipeline.isEmpty || !server.isQuiet {
            server.work(9, &script)
            try demand(!server.isQuiet, "answers are expected that nobody gives")
            try read(9, &script)
        }
    }
}

// MARK: - What callers are told

extension PipelineScenario {
    private mutating func perform(
        _ action: Pipeline<Int, Int>.Action, isLost: Bool, _ script: inout Script
    ) throws {
        switch action {
        case .nothing: break
        case .outOfStep: throw BrokenInvariant("the answers are out of step")
        case .forget(let statement): cache.forget(statement.name, statement.key)
        case .failAndForget(let ticket, let error, let statement):
            cache.forget(statement.name, statement.key)
            try fail(ticket, error, isLost: isLost, &script)
        case .fail(let ticket, let error): try fail(ticket, error, isLost: isLost, &script)
        case .succeed(let ticket, let reply):
            script.write("\(ticket) has succeeded")
            try demand(ticket == reply, "\(ticket) is given the reply to \(reply)")
            try answer(ticket)
            try demand(isFounded(ticket), "\(ticket) is said to have succeeded")
            if tickets[ticket]?.endsTransaction == true { endTransaction() }
        }
    }

    private func isFounded(_ ticket: Int) -> Bool {
        guard let told = tickets[ticket] else { return false }
        switch told.role {
        case .begin, .rollback: return true
        case .statement: return told.transaction != nil || server.durable.contains(ticket)
        case .commit:
            return server.durable.contains(ticket) && server.durable.isSuperset(of: writes[told.transaction ?? 0] ?? [])
        }
    }

    private mutating func fail(_ ticket: Int, _ error: PostgresError, isLost: Bool, _ script: inout Script) throws {
        script.write("\(ticket) has failed: \(error.kind) \(error.sqlState ?? "")")
        try answer(ticket)
        try demand(isLost || error.kind == .server, "\(ticket) fails by \(error.kind) on a connection that lives")
        // A commit or a statement of its own whose fate is open is told as such.
        let isOpen =
            error.kind == .commitUnknown || (error.kind == .connectionLost && tickets[ticket]?.role == .statement)
        try demand(isOpen || !server.durable.contains(ticket), "\(ticket) is said to have failed, and took effect")
        guard !isLost, tickets[ticket]?.endsTransaction == true else { return }
        try demand(tickets[ticket]?.role != .rollback, "a transaction cannot be rolled back")
        // One that ended by the failure of its COMMIT needs no ROLLBACK.
        if pipeline.isEmpty, server.isOutsideTransaction {
            endTransaction()
        } else {
            rollBack(&script)
        }
    }

    private mutating func answer(_ ticket: Int) throws {
        try demand(waiting.remove(ticket) != nil, "\(ticket) is answered twice")
    }
}
