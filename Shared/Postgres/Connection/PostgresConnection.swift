internal import PollThread
import Synchronization

/// A session with a PostgreSQL server.
///
///     let session = try await PostgresConnection.connect(configuration)
///     let rows = try await session.query("SELECT pg_try_advisory_lock(\(key))")
///     let isLeader = try rows[0].decode(Bool.self)
///     …
///     await session.close()
///
/// Statements are prepared once, parameters and results are binary, and nothing blocks: statements are pipelined, so
/// that several of them share a round trip. Close a connection that is not needed any more; it lives until then.
///
/// **Cancellation.** A cancelled task stops waiting at once. If its statement has been sent by then, the server is
/// asked to cancel it and the connection is closed: a request to cancel names no statement, and might hit a later one.
public actor PostgresConnection {
    /// What is called once, when the connection has ended, with what ended it unless it was closed.
    typealias EndHandler = @Sendable (PostgresError?) -> Void

    typealias Replies = Pipeline<Slot<PostgresRows>, PostgresRows>

    private enum Phase {
        case new
        case connecting(LibpqConnection, LibpqConnection.Progress, Slot<Void>)
        case open(LibpqConnection)
        case ended
    }

    private nonisolated let thread: PollThread
    private nonisolated let onEnd: EndHandler
    private nonisolated let outbox = Mutex(Outbox())
    private var phase = Phase.new
    private var watched: Int32?
    private var statements = StatementCache(bound: 256)
    private var pipeline = Replies()
    private var script: Script?
    private var mustWrite = false

    /// A script that the server is running, and how far it went.
    private struct Script {
        let slot: Slot<PostgresRows>
        var outcome: Slot<PostgresRows>.Outcome?
    }

    /// Lives on the thread that waits for the connection's socket.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    init(on thread: PollThread, onEnd: @escaping EndHandler = { _ in }) {
        self.thread = thread
        self.onEnd = onEnd
    }

    /// Connects, on a thread of the connection's own.
    /// - Throws: ``PostgresError/Kind/connectionFailed``, or ``PostgresError/Kind/cancelled``.
    public static func connect(_ configuration: PostgresConfiguration) async throws(PostgresError) -> PostgresConnection
    {
        let connection = PostgresConnection(on: PollThread(name: "postgres"))
        try await connection.open(configuration)
        return connection
    }
}

// MARK: - Statements

extension PostgresConnection {
    /// Runs a statement outside a transaction and returns its rows.
    public nonisolated func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresRows {
        guard !Task.isCancelled else { throw .cancelled }
        let command = Outbox.Command(work: .query(query), endsSegment: true)
        try putOutsideTransaction(command)
        do {
            return try await reply(to: command.slot)
        } catch {
            outbox.withLock { $0.withdraw(command.slot) }
            throw error
        }
    }

    /// Runs a statement outside a transaction and returns how many rows it wrote.
    @discardableResult
    public nonisolated func execute(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await self.query(query).affectedRowCount
    }

    /// Runs a text of one or more statements outside a transaction of ours.
    nonisolated func run(script: String) async throws(PostgresError) {
        let command = Outbox.Command(work: .script(script))
        try putOutsideTransaction(command)
        _ = try await reply(to: command.slot)
    }

    /// Whether nothing is under way, so that the connection can be handed to someone else.
    nonisolated var isIdle: Bool {
        outbox.withLock { $0.isIdle }
    }

    /// Puts a command behind the others. It leaves when the connection's thread next looks, at the latest at an await.
    nonisolated func put(_ command: Outbox.Command) throws(PostgresError) {
        try outbox.withLock { outbox throws(PostgresError) in try outbox.put(command) }
    }

    nonisolated func putOutsideTransaction(_ command: Outbox.Command) throws(PostgresError) {
        try outbox.withLock { outbox throws(PostgresError) in
            guard !outbox.isInTransaction else { throw Self.busyWithTransaction }
            try outbox.put(command)
        }
    }

    /// Opens a transaction: what is put from here on belongs to it.
    nonisolated func putBegin(_ command: Outbox.Command) throws(PostgresError) {
        try outbox.withLock { outbox throws(PostgresError) in
            guard !outbox.isInTransaction else { throw Self.busyWithTransaction }
            try outbox.put(command)
            outbox.isInTransaction = true
        }
    }

    nonisolated func endTransaction() {
        outbox.withLock { $0.isInTransaction = false }
    }

    /// Takes back the beginning of a transaction that nothing follows. Returns whether it was so.
    nonisolated func withdraw(lone slot: Slot<PostgresRows>) -> Bool {
        outbox.withLock { $0.withdraw(lone: slot) }
    }

    /// Takes back what was put and not sent.
    nonisolated func withdraw() -> [Outbox.Command] {
        outbox.withLock { $0.withdraw() }
    }

    /// Sends what was put, and waits for a reply.
    func reply(to slot: Slot<PostgresRows>) async throws(PostgresError) -> PostgresRows {
        // A task that is cancelled already need not cost the connection.
        guard !Task.isCancelled else { throw .cancelled }
        pump()
        return try await slot.value { Task { await self.abandon() } }
    }

    /// Sends what was put, and waits for a reply whether or not the task is cancelled.
    func shieldedReply(to slot: Slot<PostgresRows>) async throws(PostgresError) -> PostgresRows {
        pump()
        return try await slot.outcome().get()
    }

    private static var busyWithTransaction: PostgresError {
        PostgresError(.nestedLease, "the connection is in a transaction; use that, or another connection")
    }
}

// MARK: - Beginning and end

extension PostgresConnection {
    func open(_ configuration: PostgresConfiguration) async throws(PostgresError) {
        let slot = Slot<Void>()
        Task {
            let libpq = await BlockingCall().startConnecting(configuration)
            adopt(libpq, slot)
        }
        let timer = Task {
            try await Task.sleep(for: configuration.connectTimeout)
            fail(slot, "no connection to \(configuration) within \(configuration.connectTimeout)")
        }
        defer { timer.cancel() }
        try await slot.value { Task { await self.end(nil) } }
    }

    /// Ends the session. What is under way fails as ``PostgresError/Kind/closed``.
    public func close() {
        end(nil)
    }

    /// Returns when the connection was closed by this side.
    /// - Throws: what ended the connection otherwise, or ``PostgresError/Kind/cancelled``.
    public nonisolated func waitUntilClosed() async throws(PostgresError) {
        let slot = Slot<Void>()
        outbox.withLock { outbox in
            switch outbox.end {
            case nil: outbox.observersOfEnd.append(slot)
            case .closed: slot.settle(.success(()))
            case .lost(let error): slot.settle(.failure(error))
            }
        }
        try await slot.value()
    }

    /// Stops what the server is running for a task that does not wait any more, and ends the connection.
    private func abandon() {
        guard case .open(let libpq) = phase else { return }
        if let request = libpq.cancelRequest() {
            Task { await BlockingCall().send(request) }
        }
        end(PostgresError(.connectionLost, "the connection was closed since a task that waited for it was cancelled"))
    }

    private func adopt(_ libpq: sending LibpqConnection?, _ slot: Slot<Void>) {
        guard case .new = phase else { return }
        guard let libpq else { return fail(slot, "there is no memory for a connection") }
        // A connection that was just started waits to write, as the manual of libpq has it.
        phase = .connecting(libpq, .waitsToWrite, slot)
        watch(libpq.descriptor)
    }

    private func connectFurther(_ libpq: LibpqConnection, _ slot: Slot<Void>) {
        let progress = libpq.connectFurther()
        switch progress {
        case .waitsToRead, .waitsToWrite:
            phase = .connecting(libpq, progress, slot)
            watch(libpq.descriptor)
        case .connected:
            guard libpq.becomeNonblocking(), libpq.enterPipeline() else { return fail(slot, libpq.failure) }
            phase = .open(libpq)
            slot.settle(.success(()))
        case .failed:
            fail(slot, libpq.failure)
        }
    }

    private func fail(_ slot: Slot<Void>, _ reason: String) {
        let error = PostgresError(.connectionFailed, reason)
        guard slot.settle(.failure(error)) else { return }
        end(error)
    }

    private func lose(_ libpq: LibpqConnection) {
        end(PostgresError(.connectionLost, "the connection to the server was lost: \(libpq.failure)"))
    }

    /// Ends the connection once, for whatever reason, and fails everything that waits for it.
    private func end(_ reason: PostgresError?) {
        if case .ended = phase { return }
        unwatch()
        phase = .ended
        let error = reason ?? PostgresError(.closed, "the connection was closed before the server answered")
        for action in pipeline.lose(error) { _ = settle(action) }
        script?.slot.settle(.failure(error))
        script = nil
        let (unsent, observers) = outbox.withLock { outbox in
            outbox.end = reason.map { .lost($0) } ?? .closed
            defer { outbox.observersOfEnd = [] }
            return (outbox.withdraw(), outbox.observersOfEnd)
        }
        for command in unsent { command.slot.settle(.failure(error)) }
        for observer in observers { observer.settle(reason.map { .failure($0) } ?? .success(())) }
        onEnd(reason)
    }
}

// MARK: - The socket

extension PostgresConnection {
    /// Stands for the connection at its thread, since a public type cannot conform to a protocol that stays inside.
    private final class Watcher: PollWatcher {
        private let connection: PostgresConnection

        init(_ connection: PostgresConnection) {
            self.connection = connection
        }

        func prepareToPoll() -> PollInterest {
            connection.assumeIsolated { $0.interest }
        }

        func ready(_ events: PollInterest) {
            connection.assumeIsolated { $0.handleReadiness() }
        }
    }

    private var interest: PollInterest {
        switch phase {
        case .connecting(_, .waitsToWrite, _): return .write
        case .connecting: return .read
        case .open: return mustWrite ? [.read, .write] : .read
        case .new, .ended: return []
        }
    }

    private func handleReadiness() {
        switch phase {
        case .connecting(let libpq, _, let slot): connectFurther(libpq, slot)
        case .open(let libpq): readAndWrite(libpq)
        case .new, .ended: break
        }
    }

    private func readAndWrite(_ libpq: LibpqConnection) {
        let isAlive = libpq.consumeInput()
        receive(from: libpq)
        guard case .open = phase else { return }
        guard isAlive else { return lose(libpq) }
        pump()
    }

    /// The socket of a connection can change while it connects.
    private func watch(_ descriptor: Int32) {
        guard descriptor != watched else { return }
        unwatch()
        thread.watch(descriptor, for: Watcher(self))
        watched = descriptor
    }

    private func unwatch() {
        if let watched { thread.unwatch(watched) }
        watched = nil
    }
}

// MARK: - Sending

extension PostgresConnection {
    /// Sends what was put into the outbox. Whatever is sent ends in a synchronization, so that all of it is answered.
    private func pump() {
        guard case .open(let libpq) = phase else { return }
        while script == nil {
            let commands = outbox.withLock { $0.take(whileIdle: pipeline.isEmpty) }
            if commands.isEmpty { break }
            for command in commands {
                guard transmit(command, on: libpq) else { return lose(libpq) }
            }
        }
        guard pipeline.isSynchronized || synchronize(libpq) else { return lose(libpq) }
        mustWrite = libpq.flush()
    }

    private func transmit(_ command: Outbox.Command, on libpq: LibpqConnection) -> Bool {
        switch command.work {
        case .script(let text):
            script = Script(slot: command.slot)
            return libpq.exitPipeline() && libpq.executeScript(text)
        case .query(let query):
            let key = query.key
            let cached = statements.use(key)
            let statement = Replies.Statement(name: cached.name, key: key)
            if cached.isNew {
                pipeline.expect(.preparation(statement))
                guard libpq.prepare(cached.name, key) else { return false }
            }
            pipeline.expect(.reply(command.slot, command.role, statement))
            return libpq.execute(cached.name, query.bindings) && (!command.endsSegment || synchronize(libpq))
        }
    }

    private func synchronize(_ libpq: LibpqConnection) -> Bool {
        pipeline.expect(.synchronization)
        return libpq.synchronize()
    }

    /// Frees the statements that the cache gave up, each in a segment of its own, so that no one else's fails with it.
    private func deallocateEvicted(on libpq: LibpqConnection) -> Bool {
        statements.takeEvicted().allSatisfy { name in
            pipeline.expect(.deallocation)
            return libpq.deallocate(name) && synchronize(libpq)
        }
    }
}

// MARK: - Receiving

extension PostgresConnection {
    private func receive(from libpq: LibpqConnection) {
        let wasUnderWay = script != nil || !pipeline.isEmpty
        guard script == nil ? receiveReplies(from: libpq) : receiveScript(from: libpq) else {
            return end(PostgresError(.unsupported, "the server answered with what this library never asks for"))
        }
        guard wasUnderWay, script == nil, pipeline.isEmpty else { return }
        outbox.withLock { $0.settle(isOutsideTransaction: libpq.isOutsideTransaction) }
        if libpq.isOutsideTransaction, !deallocateEvicted(on: libpq) { lose(libpq) }
    }

    /// Hands out all replies that have arrived. Returns false when they fit nothing that was sent.
    private func receiveReplies(from libpq: LibpqConnection) -> Bool {
        var isAtEnd = false
        while !pipeline.isEmpty, !libpq.isBusy {
            guard let result = libpq.nextResult() else {
                // One missing result ends a statement's results; two mean that libpq expects no more of them.
                if isAtEnd { return false }
                isAtEnd = true
                continue
            }
            isAtEnd = false
            guard let answer = Self.answer(result), settle(pipeline.receive(answer)) else { return false }
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
    private func settle(_ action: Replies.Action) -> Bool {
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
    private func receiveScript(from libpq: LibpqConnection) -> Bool {
        while !libpq.isBusy {
            guard let result = libpq.nextResult() else { return finishScript(on: libpq) }
            switch result.status {
            case .success: script?.outcome = .success(PostgresRows(result))
            case .failure: script?.outcome = .failure(PostgresError(result.report))
            default: return false
            }
        }
        return true
    }

    private func finishScript(on libpq: LibpqConnection) -> Bool {
        // Without a result the connection has broken, which the next read will tell.
        guard let script, let outcome = script.outcome else { return true }
        self.script = nil
        script.slot.settle(outcome)
        return libpq.enterPipeline()
    }
}
