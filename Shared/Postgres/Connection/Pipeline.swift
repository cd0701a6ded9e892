/// What has been sent and not been answered yet, in order: the protocol's state as a pure value.
///
/// The server answers in the order of sending. After a failure it skips everything up to the next synchronization,
/// so that a segment has one cause of failure, which all that was skipped fails with. The last reply of a segment is
/// held back until the synchronization behind it is answered: only then is the session's state known.
struct Pipeline<Ticket, Reply> {
    /// What a statement does to the transaction.
    enum Role: Equatable, Sendable {
        case statement
        case begin
        case commit(isReadOnly: Bool)
        case rollback
    }

    /// A statement of the server, as the cache knows it.
    struct Statement: Equatable, Sendable {
        let name: String
        let key: StatementKey
    }

    /// An answer that is to come.
    enum Expected {
        case preparation(Statement)
        case reply(Ticket, Role, Statement)
        case deallocation
        case synchronization
    }

    /// An answer that has come.
    enum Answer {
        case success(Reply, isRollback: Bool)
        case failure(PostgresError)
        /// Skipped because of an earlier failure.
        case skipped
        case synchronized
    }

    /// What is to be done about an answer.
    enum Action {
        case nothing
        case succeed(Ticket, Reply)
        case fail(Ticket, PostgresError)
        /// The server does not have the statement, or not in a form that still works.
        case forget(Statement)
        case failAndForget(Ticket, PostgresError, Statement)
        /// The answer fits nothing that was sent: the connection cannot be trusted any more.
        case outOfStep
    }

    /// The last reply of a segment, until the synchronization behind it is answered.
    private struct Held {
        let action: Action
        let role: Role

        /// What becomes of it when the synchronization fails or is not answered. By that the server commits a statement
        /// outside a transaction, so that its reply alone proves nothing; COMMIT has taken effect when it replies.
        func unsynchronized(because error: PostgresError) -> Action {
            guard case .succeed(let ticket, _) = action, role == .statement else { return action }
            return .fail(ticket, error)
        }
    }

    private var expected: [Expected] = []
    private var answered = 0
    private var held: Held?
    private var segmentFailure: PostgresError?
    private var transactionFailure: PostgresError?

    var isEmpty: Bool {
        answered == expected.count
    }

    /// Whether what was sent last ends a segment, so that all of it will be answered.
    var isSynchronized: Bool {
        guard let last = expected.last, !isEmpty else { return true }
        if case .synchronization = last { return true }
        return false
    }

    mutating func expect(_ answer: Expected) {
        expected.append(answer)
    }

    mutating func receive(_ answer: Answer) -> Action {
        guard !isEmpty else { return .outOfStep }
        let next = expected[answered]
        answered += 1
        defer { compact() }
        switch (next, answer) {
        case (.synchronization, .synchronized):
            segmentFailure = nil
            defer { held = nil }
            return held?.action ?? .nothing
        case (.synchronization, .failure(let error)):
            return refusedToSynchronize(error)
        case (.synchronization, _), (_, .synchronized):
            return .outOfStep
        case (.preparation(let statement), _):
            return prepared(statement, answer)
        case (.reply(let ticket, let role, let statement), _):
            let action = replied(ticket, role, statement, answer)
            guard case .synchronization? = expected[answered...].first else { return action }
            held = Held(action: action, role: role)
            return .nothing
        case (.deallocation, _):
            if case .failure(let error) = answer { note(error) }
            return .nothing
        }
    }

    /// Fails all that is unanswered since the connection is lost, and hands out what was held back.
    mutating func lose(_ error: PostgresError) -> [Action] {
        var actions = held.map { [$0.unsynchronized(because: error)] } ?? []
        for expected in expected[answered...] {
            switch expected {
            case .preparation, .deallocation: break
            // What came to be known of one segment says nothing of the next one.
            case .synchronization: segmentFailure = nil
            case .reply(let ticket, let role, _):
                if role == .begin { beginTransaction() }
                actions.append(.fail(ticket, failure(of: role, because: error)))
            }
        }
        (expected, answered, held) = ([], 0, nil)
        return actions
    }

    /// The commit of a statement outside a transaction failed, as a deferred constraint makes it. The answer to the
    /// synchronization is still to come.
    private mutating func refusedToSynchronize(_ error: PostgresError) -> Action {
        answered -= 1
        defer { held = nil }
        return held?.unsynchronized(because: error) ?? .nothing
    }

    private mutating func prepared(_ statement: Statement, _ answer: Answer) -> Action {
        switch answer {
        case .failure(let error):
            note(error)
            return .forget(statement)
        case .skipped: return .forget(statement)
        case .success, .synchronized: return .nothing
        }
    }

    private mutating func replied(
        _ ticket: Ticket, _ role: Role, _ statement: Statement, _ answer: Answer
    ) -> Action {
        if role == .begin { beginTransaction() }
        switch answer {
        case .success(let reply, let isRollback):
            defer { if role != .statement { transactionFailure = nil } }
            // COMMIT of a transaction that has failed succeeds as a ROLLBACK.
            guard case .commit = role, isRollback else { return .succeed(ticket, reply) }
            return .fail(ticket, transactionFailure ?? Self.rolledBack)
        case .failure(let error):
            note(error)
            let failure = failure(of: role, because: error)
            return Self.isStale(error) ? .failAndForget(ticket, failure, statement) : .fail(ticket, failure)
        case .skipped, .synchronized:
            return .fail(ticket, failure(of: role, because: Self.rolledBack))
        }
    }

    /// A transaction has failed from its beginning if its segment has, and for no reason before that.
    private mutating func beginTransaction() {
        transactionFailure = segmentFailure
    }

    private mutating func note(_ error: PostgresError) {
        segmentFailure = segmentFailure ?? error
        transactionFailure = transactionFailure ?? error
    }

    /// What a statement fails with that was not carried out, or not known to be, because of an error.
    ///
    /// Nobody knows whether a COMMIT took effect that was not answered, unless the server refused the transaction.
    private func failure(of role: Role, because error: PostgresError) -> PostgresError {
        guard case .commit(let isReadOnly) = role else { return segmentFailure ?? error }
        let cause = transactionFailure ?? segmentFailure ?? error
        guard cause.kind == .connectionLost || cause.kind == .closed, !isReadOnly else { return cause }
        return PostgresError(
            .commitUnknown,
            "the connection ended before the server answered COMMIT, look whether it took effect before doing it "
                + "again: \(cause.message)")
    }

    /// A plan whose result type changed (0A000) or a statement that is gone (26000) must be prepared anew.
    private static func isStale(_ error: PostgresError) -> Bool {
        error.sqlState == "0A000" || error.sqlState == "26000"
    }

    private static var rolledBack: PostgresError {
        PostgresError(.server, "the server rolled the transaction back since a statement of it had failed")
    }

    /// Drops what is answered, at the latest when nothing else is left, so that the list stays short.
    private mutating func compact() {
        if isEmpty {
            expected.removeAll(keepingCapacity: true)
            answered = 0
        } else if answered >= 256 {
            expected.removeFirst(answered)
            answered = 0
        }
    }
}
