import Seeds

@testable import Postgres

/// One session of a server: what it is sent, what it answers, and what is durable in spite of everything.
struct ModelServer {
    typealias Replies = Pipeline<Int, Int>

    enum Request {
        case prepare(Replies.Statement)
        case execute(Replies.Statement, ticket: Int, Replies.Role)
        case deallocate(String)
        case synchronize
    }

    private enum Transaction {
        case none
        case open(writes: Set<Int>)
        case failed
    }

    /// The tickets of statements whose effects outlive the session.
    private(set) var durable: Set<Int> = []
    /// The tickets of statements that were carried out, for as long as their transaction lives.
    private(set) var carriedOut: Set<Int> = []
    private(set) var prepared: Set<String> = []
    private var requests: [Request] = []
    private var answers: [Replies.Answer] = []
    private var transaction = Transaction.none
    /// What a segment outside a transaction wrote, which its synchronization commits.
    private var implicit: Set<Int> = []
    private var skips = false
    /// Whether every statement is carried out.
    var isCalm = false

    var isQuiet: Bool { requests.isEmpty && answers.isEmpty }

    var isOutsideTransaction: Bool {
        if case .none = transaction { true } else { false }
    }

    mutating func send(_ request: Request) {
        requests.append(request)
    }

    mutating func nextAnswer() -> Replies.Answer? {
        answers.isEmpty ? nil : answers.removeFirst()
    }

    /// Carries out up to a number of requests.
    mutating func work(_ count: Int, _ script: inout Script) {
        for _ in 0..<min(count, requests.count) {
            let request = requests.removeFirst()
            switch request {
            case .synchronize: synchronize(&script)
            case _ where skips: answers.append(.skipped)
            case .prepare(let statement): prepare(statement, &script)
            case .execute(let statement, let ticket, let role): execute(statement, ticket, role, &script)
            case .deallocate(let name): deallocate(name)
            }
        }
    }

    /// The server dies with all that is not durable, and another one is there.
    mutating func restart(_ script: inout Script) {
        work(script.below(requests.count + 1), &script)
        self = ModelServer(durable: durable)
    }

    init(durable: Set<Int> = []) {
        self.durable = durable
    }
}

// MARK: - Requests

extension ModelServer {
    private mutating func prepare(_ statement: Replies.Statement, _ script: inout Script) {
        if case .failed = transaction, !Self.endsTransaction(statement.key) { return fail("25P02", &script) }
        if !isCalm, !Self.endsTransaction(statement.key), script.once(in: 9) { return fail("42601", &script) }
        prepared.insert(statement.name)
        answers.append(.success(0, isRollback: false))
    }

    private mutating func execute(
        _ statement: Replies.Statement, _ ticket: Int, _ role: Replies.Role, _ script: inout Script
    ) {
        if case .failed = transaction, !Self.endsTransaction(statement.key) { return fail("25P02", &script) }
        guard prepared.contains(statement.name) else { return fail("26000", &script) }
        if !isCalm, script.once(in: 8), role == .statement {
            return fail(["23505", "40001", "0A000"][script.below(3)], &script)
        }
        switch role {
        case .begin: transaction = .open(writes: [])
        case .rollback: transaction = .none
        case .commit: return commit(ticket, &script)
        case .statement: write(ticket)
        }
        script.write("the server carries \(ticket) out")
        answers.append(.success(ticket, isRollback: false))
    }

    private mutating func write(_ ticket: Int) {
        carriedOut.insert(ticket)
        guard case .open(var writes) = transaction else {
            implicit.insert(ticket)
            return
        }
        writes.insert(ticket)
        transaction = .open(writes: writes)
    }

    private mutating func commit(_ ticket: Int, _ script: inout Script) {
        defer { transaction = .none }
        guard case .open(let writes) = transaction else {
            script.write("the server makes commit \(ticket) a rollback")
            answers.append(.success(ticket, isRollback: true))
            return
        }
        // A deferred constraint refuses at the very end.
        if !isCalm, script.once(in: 8) { return fail("23514", &script) }
        script.write("the server commits \(ticket): \(writes.sorted())")
        durable.formUnion(writes)
        durable.insert(ticket)
        answers.append(.success(ticket, isRollback: false))
    }

    private mutating func synchronize(_ script: inout Script) {
        // A statement outside a transaction is committed here, and a deferred constraint may refuse it here.
        if !isCalm, !implicit.isEmpty, script.once(in: 8) {
            fail("23514", &script)
        } else if !implicit.isEmpty {
            script.write("the server commits \(implicit.sorted())")
            durable.formUnion(implicit)
        }
        (implicit, skips) = ([], false)
        answers.append(.synchronized)
    }

    private mutating func deallocate(_ name: String) {
        prepared.remove(name)
        answers.append(.success(0, isRollback: false))
    }

    private mutating func fail(_ sqlState: String, _ script: inout Script) {
        script.write("the server refuses: \(sqlState)")
        if case .open = transaction { transaction = .failed }
        (implicit, skips) = ([], true)
        answers.append(.failure(PostgresError(PostgresError.Report(severity: "ERROR", sqlState: sqlState))))
    }

    private static func endsTransaction(_ key: StatementKey) -> Bool {
        key.sql == "COMMIT" || key.sql == "ROLLBACK"
    }
}
