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

    private enum Phase {
        case new
        case connecting(LibpqConnection, LibpqConnection.Progress, Slot<Void>)
        case open(Wire)
        case ended
    }

    /// Waits for the socket, and runs what is done in transactions.
    nonisolated let thread: PollThread
    private nonisolated let onEnd: EndHandler
    private nonisolated let outbox = Mutex(Outbox())
    private nonisolated let onNotification = Mutex<(@Sendable () -> Void)?>(nil)
    private var phase = Phase.new
    private var watched: Int32?

    /// Lives on the thread that waits for the connection's socket.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Runs on the same thread what prefers it (`withTaskExecutorPreference`), as transactions do: no reply has another one woken.
    public nonisolated var executor: any TaskExecutor {
        thread
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
    public nonisolated(nonsending) func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresRows {
        try await runAlone(Outbox.Command(work: .query(query), endsSegment: true))
    }

    /// Runs a statement outside a transaction and returns how many rows it wrote.
    @discardableResult
    public nonisolated(nonsending) func execute(_ query: PostgresQuery) async throws(PostgresError) -> Int {
        try await self.query(query).affectedRowCount
    }

    /// Listens to a channel (`LISTEN`), from now on and as long as the session lasts. A session has one listener, for all its
    /// channels.
    /// - Parameter notified: called on the connection's thread, once for all notifications that arrive together.
    public nonisolated(nonsending) func listen(
        to channel: String, _ notified: @escaping @Sendable () -> Void
    ) async throws(PostgresError) {
        onNotification.withLock { $0 = notified }
        try await execute("LISTEN \(identifier: channel)")
    }

    /// Runs a text of one or more statements outside a transaction of ours.
    nonisolated(nonsending) func run(script: String) async throws(PostgresError) {
        _ = try await runAlone(Outbox.Command(work: .script(script)))
    }

    private nonisolated(nonsending) func runAlone(_ command: Outbox.Command) async throws(PostgresError) -> PostgresRows
    {
        guard !Task.isCancelled else { throw .cancelled }
        try putOutsideTransaction(command)
        do {
            return try await withTaskExecutorPreference(thread) { () async throws(PostgresError) in
                try await reply(to: command.slot)
            }
        } catch {
            // Nobody waits for it any more, so that it need not be sent if it was not yet.
            outbox.withLock { $0.withdraw(command.slot) }
            throw error
        }
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
        try outbox.withLock { outbox throws(PostgresError) in try outbox.putOutsideTransaction(command) }
    }

    /// Opens a transaction: what is put from here on belongs to it.
    nonisolated func putBegin(_ command: Outbox.Command) throws(PostgresError) {
        try outbox.withLock { outbox throws(PostgresError) in try outbox.putBegin(command) }
    }

    nonisolated func endTransaction() {
        outbox.withLock { $0.endTransaction() }
    }

    /// Takes back the beginning of a transaction that nothing follows. Returns whether it was so.
    nonisolated func withdraw(lone begin: Slot<PostgresRows>) -> Bool {
        outbox.withLock { $0.withdraw(lone: begin) }
    }

    /// Takes back what was not sent of a transaction.
    nonisolated func withdraw(transaction begin: Slot<PostgresRows>) -> [Outbox.Command] {
        outbox.withLock { $0.withdraw(transaction: begin) }
    }

    /// Sends what was put, and waits for a reply.
    nonisolated(nonsending) func reply(to slot: Slot<PostgresRows>) async throws(PostgresError) -> PostgresRows {
        // A task that is cancelled already need not cost the connection.
        guard !Task.isCancelled else { throw .cancelled }
        await flush()
        return try await slot.value {
            outbox.withLock { $0.abandon() }
            Task { await self.abandon() }
        }
    }

    /// Sends what was put, and waits for a reply whether or not the task is cancelled.
    nonisolated(nonsending) func shieldedReply(
        to slot: Slot<PostgresRows>
    ) async throws(PostgresError) -> PostgresRows {
        await flush()
        return try await slot.outcome().get()
    }

    /// Sends what was put.
    private nonisolated(nonsending) func flush() async {
        if !pumpAtOnce() { await pump() }
    }

    /// Sends what was put if this is the connection's thread, as it is where a transaction's body runs.
    private nonisolated func pumpAtOnce() -> Bool {
        guard thread.isCurrent else { return false }
        assumeIsolated { $0.pump() }
        return true
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

    /// Ends the session. What is under way fails as ``PostgresError/Kind/closed``, and the server is told to stop it.
    public func close() {
        stopServer()
        end(nil)
    }

    /// Returns when the connection was closed by this side.
    /// - Throws: what ended the connection otherwise, or ``PostgresError/Kind/cancelled``.
    public nonisolated(nonsending) func waitUntilClosed() async throws(PostgresError) {
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

    /// Ends the connection for a task that does not wait for its reply any more.
    private func abandon() {
        stopServer()
        end(PostgresError(.connectionLost, "the connection was closed since a task that waited for it was cancelled"))
    }

    /// Asks the server to stop what it is running, which it would carry on with for a client that is gone.
    private func stopServer() {
        guard case .open(let wire) = phase, wire.isUnderWay, let request = wire.cancelRequest() else { return }
        Task { await BlockingCall().send(request) }
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
            guard let wire = Wire(libpq) else { return fail(slot, libpq.failure) }
            phase = .open(wire)
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

    private func end(_ breakdown: Wire.Breakdown, _ wire: Wire) {
        switch breakdown {
        case .lost:
            end(PostgresError(.connectionLost, "the connection to the server was lost: \(wire.failure)"))
        case .outOfStep:
            end(PostgresError(.unsupported, "the server answered with what this library never asks for, such as COPY"))
        }
    }

    /// Ends the connection once, for whatever reason, and fails everything that waits for it.
    private func end(_ reason: PostgresError?) {
        if case .ended = phase { return }
        let error = reason ?? PostgresError(.closed, "the connection was closed before the server answered")
        unwatch()
        if case .open(let wire) = phase { wire.end(error) }
        phase = .ended
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
        case .open(let wire): return wire.mustWrite ? [.read, .write] : .read
        case .new, .ended: return []
        }
    }

    private func handleReadiness() {
        switch phase {
        case .connecting(let libpq, _, let slot): connectFurther(libpq, slot)
        case .open(let wire):
            if let breakdown = wire.receive(into: outbox) { return end(breakdown, wire) }
            if let notified = onNotification.withLock({ $0 }), wire.takeNotifications() { notified() }
            pump()
        case .new, .ended: break
        }
    }

    /// Sends what was put into the outbox.
    private func pump() {
        guard case .open(let wire) = phase, let breakdown = wire.send(from: outbox) else { return }
        end(breakdown, wire)
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
