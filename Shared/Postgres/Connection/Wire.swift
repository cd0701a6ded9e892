import Synchronization

/// The statements that are under way on an open connection. The connection's actor alone uses it.
final class Wire {
    typealias Replies = Pipeline<Slot<PostgresRows>, PostgresRows>

    /// Why the connection cannot be used any more.
    enum Breakdown {
        /// The connection broke.
        case lost
        /// The server answered with what this library never asks for.
        case outOfStep
    }

    /// A script that the server is running, and how it went so far.
    private struct Script {
        let slot: Slot<PostgresRows>
        var outcome: Slot<PostgresRows>.Outcome?
    }

    private let libpq: LibpqConnection
    private var statements = StatementCache(bound: 256)
    private var replies = Replies()
    private var script: Script?
    /// Whether something is left to be written once the socket takes it.
    private(set) var mustWrite = false

    /// Takes over a connection that is open. Nil if that broke meanwhile.
    init?(_ libpq: LibpqConnection) {
        guard libpq.becomeNonblocking(), libpq.enterPipeline() else { return nil }
        self.libpq = libpq
    }

    /// What libpq says of the last failure.
    var failure: String { libpq.failure }

    /// Whether replies are to come.
    var isUnderWay: Bool { script != nil || !replies.isEmpty }

    /// What another thread needs to stop the running statement.
    func cancelRequest() -> LibpqCancelRequest? { libpq.cancelRequest() }

    /// Fails everything that is under way.
    func end(_ error: PostgresError) {
        for action in replies.lose(error) { _ = perform(action) }
        script?.slot.settle(.failure(error))
        script = nil
    }
}

// MARK: - Sending

extension Wire {
    /// Sends what is in the outbox. Whatever is sent ends in a synchronization, so that all of it is answered.
    func send(from outbox: borrowing Mutex<Outbox>) -> Breakdown? {
        while script == nil {
            let commands = outbox.withLock { $0.take(whileIdle: replies.isEmpty) }
            if commands.isEmpty { break }
            for (index, command) in commands.enumerated() where !send(command) {
                // Whoever ends the connection finds there what was not sent.
                outbox.withLock { $0.putBack(commands[index...]) }
                return .lost
            }
        }
        guard replies.isSynchronized || synchronize() else { return .lost }
        mustWrite = libpq.flush()
        return nil
    }

    private func send(_ command: Outbox.Command) -> Bool {
        switch command.work {
        case .script(let text):
            script = Script(slot: command.slot)
            return libpq.exitPipeline() && libpq.executeScript(text)
        case .query(let query):
            let key = query.key
            let cached = statements.use(key)
            let statement = Replies.Statement(name: cached.name, key: key)
            if cached.isNew {
                replies.expect(.preparation(statement))
                guard libpq.prepare(cached.name, key) else { return false }
            }
            replies.expect(.reply(command.slot, command.role, statement))
            return libpq.execute(cached.name, query.bindings) && (!command.endsSegment || synchronize())
        }
    }

    private func synchronize() -> Bool {
        replies.expect(.synchronization)
        return libpq.synchronize()
    }

    /// Frees the statements that the cache gave up, each in a segment of its own, so that no one else's fails with it.
    private func deallocateEvicted() -> Bool {
        statements.takeEvicted().allSatisfy { name in
            replies.expect(.deallocation)
            return libpq.deallocate(name) && synchronize()
        }
    }
}

// MARK: - Receiving

extension Wire {
    /// Hands out the replies that have arrived, and tells the outbox when there are no more to come.
    func receive(into outbox: borrowing Mutex<Outbox>) -> Breakdown? {
        let isAlive = libpq.consumeInput()
        let wasUnderWay = isUnderWay
        let isInStep = script == nil ? receiveReplies() : receiveScript()
        guard isAlive else { return .lost }
        guard isInStep else { return .outOfStep }
        guard wasUnderWay, !isUnderWay else { return nil }
        let isOutside = libpq.isOutsideTransaction
        outbox.withLock { $0.settle(isOutsideTransaction: isOutside) }
        return !isOutside || deallocateEvicted() ? nil : .lost
    }

    /// Takes the notifications that have arrived. Returns whether there were any.
    func takeNotifications() -> Bool { libpq.takeNotifications() }

    /// Hands out replies. Returns false when they fit nothing that was sent.
    private func receiveReplies() -> Bool {
        var isAtEnd = false
        while !replies.isEmpty, !libpq.isBusy {
            guard let result = libpq.nextResult() else {
                // One missing result ends a statement's results; two mean that libpq expects no more of them.
                if isAtEnd { return false }
                isAtEnd = true
                continue
            }
            isAtEnd = false
            guard let answer = Self.answer(result), perform(replies.receive(answer)) else { return false }
        }
        return true
    }

    private static func answer(_ result: LibpqResult) -> Replies.Answer? {
        switch result.status {
        case .success: .success(PostgresRows(result), isRollback: result.isRollback)
        case .failure: .failure(PostgresError(result.report))
        case .pipelineAborted: .skipped
        case .pipelineSynchronized: .synchronized
        case .unsupported: nil
        }
    }

    /// Does what the pipeline asks for. Returns false when it is out of step with the server.
    private func perform(_ action: Replies.Action) -> Bool {
        switch action {
        case .nothing: break
        case .succeed(let slot, let rows): slot.settle(.success(rows))
        case .fail(let slot, let error): slot.settle(.failure(error))
        case .forget(let statement): statements.forget(statement.name, statement.key)
        case .failAndForget(let slot, let error, let statement):
            statements.forget(statement.name, statement.key)
            slot.settle(.failure(error))
        case .outOfStep: return false
        }
        return true
    }

    /// Takes the results of a script, which ends at its first failure, and goes back to the pipeline after it.
    private func receiveScript() -> Bool {
        while !libpq.isBusy {
            guard let result = libpq.nextResult() else { return finishScript() }
            switch result.status {
            case .success: script?.outcome = .success(PostgresRows(result))
            case .failure: script?.outcome = .failure(PostgresError(result.report))
            default: return false
            }
        }
        return true
    }

    private func finishScript() -> Bool {
        // Without a result the connection has broken, which the next read will tell.
        guard let script, let outcome = script.outcome else { return true }
        self.script = nil
        script.slot.settle(outcome)
        return libpq.enterPipeline()
    }
}
