internal import PollThread
import Synchronization

/// Connections to one database that tasks share.
///
///     let pool = PostgresPool(configuration: PoolConfiguration(connection: configuration))
///     let left = try await pool.withTransaction { transaction in
///         let rows = try await transaction.query("SELECT quantity FROM stock WHERE id = \(id) FOR UPDATE")
///         …
///         try transaction.send("UPDATE stock SET quantity = \(rest) WHERE id = \(id)")
///         return rest
///     }
///     await pool.close()
///
/// Connections are opened when they are needed and kept until they are idle for long. Each lives on a thread of its own.
/// A task holds one connection at a time: to ask for a second one is an error, ``PostgresError/Kind/nestedLease``.
/// A connection that comes back in an unknown state is closed, and never given to anyone else.
///
/// **Cancellation.** A task that is cancelled before it has a connection gets none. For what comes then see
/// ``PostgresConnection``; ROLLBACK and COMMIT are carried through once they are sent.
public final class PostgresPool: Sendable {
    private struct State {
        var machine: PoolStateMachine
        var connections: [PoolStateMachine.ConnectionID: PostgresConnection] = [:]
        /// What is being closed, until it is.
        var closing: [PoolStateMachine.ConnectionID: Task<Void, Never>] = [:]
        var waiters: [PoolStateMachine.WaiterID: Slot<Lease>] = [:]
        var lastWaiter = 0
        var observersOfEnd: [Slot<Void>] = []
    }

    private let configuration: PoolConfiguration
    private let state: Mutex<State>

    /// Makes a pool. It opens no connection before one is asked for.
    public init(configuration: PoolConfiguration) {
        self.configuration = configuration
        let bounds = PoolStateMachine.Bounds(
            maximumConnections: configuration.maximumConnections, minimumIdle: configuration.minimumIdle,
            leaseTimeout: configuration.leaseTimeout, idleTimeout: configuration.idleTimeout)
        state = Mutex(State(machine: PoolStateMachine(bounds)))
    }

    /// The pool's connections at this moment.
    public var usage: PoolUsage {
        state.withLock { state in
            PoolUsage(
                leased: state.machine.leased.count, idle: state.machine.idleCount, waiting: state.machine.waiterCount)
        }
    }

    /// Ends the pool: refuses new and waiting leases, waits for those that are held, and closes everything.
    /// - Parameter limit: how long to wait before connections that are still held are closed too.
    public func close(drainingFor limit: Duration = .seconds(10)) async {
        let end = Slot<Void>()
        state.withLock { $0.observersOfEnd.append(end) }
        advance { $0.machine.close() }
        let timer = Task {
            try await Task.sleep(for: limit)
            advance { $0.machine.abandon() }
        }
        _ = await end.outcome()
        timer.cancel()
        // A process that exits next would take libpq's own libraries down under a connection that is still being closed.
        for closing in state.withLock({ Array($0.closing.values) }) { await closing.value }
    }
}

// MARK: - Leases

extension PostgresPool {
    /// Waits for a connection.
    /// - Throws: ``PostgresError/Kind/exhausted``, ``PostgresError/Kind/connectionFailed``,
    ///   ``PostgresError/Kind/nestedLease``, ``PostgresError/Kind/closed`` or ``PostgresError/Kind/cancelled``.
    nonisolated(nonsending) func lease() async throws(PostgresError) -> Lease {
        guard !LeaseMark.isHeld(of: self) else {
            throw PostgresError(
                .nestedLease,
                "this task holds a connection of the pool; use it, or end its lease before asking for another one")
        }
        guard !Task.isCancelled else { throw .cancelled }
        let slot = Slot<Lease>()
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            state.waiters[state.lastWaiter] = slot
            return state.lastWaiter
        }
        advance { $0.machine.request(waiter, now: .now) }
        return try await slot.value { self.withdraw(waiter) }
    }

    func release(_ lease: Lease) {
        var isDiscarded = false
        advance { state in
            let isAlive = state.connections[lease.id] != nil
            let isReusable = isAlive && lease.connection.isIdle
            isDiscarded = isAlive && !isReusable
            return state.machine.release(lease.id, isReusable: isReusable, now: .now)
        }
        if isDiscarded { configuration.observer(.discarded) }
    }

    private func withdraw(_ waiter: PoolStateMachine.WaiterID) {
        state.withLock { state in
            state.machine.withdraw(waiter)
            state.waiters[waiter] = nil
        }
    }
}

// MARK: - Actions

extension PostgresPool {
    /// What an action comes to, once the objects are found that it speaks of.
    private enum Effect {
        case settle(Slot<Lease>, Slot<Lease>.Outcome)
        case connect(PoolStateMachine.ConnectionID, after: Duration)
        case close(PoolStateMachine.ConnectionID, PostgresConnection)
        case wake(at: PoolStateMachine.Instant)
        case finish([Slot<Void>])
    }

    /// Tells the state machine what happened and does what it says.
    private func advance(
        because failure: PostgresError? = nil, _ step: (inout State) -> [PoolStateMachine.Action]
    ) {
        let effects = state.withLock { state in
            step(&state).compactMap { Self.effect(of: $0, because: failure, &state) }
        }
        for effect in effects { perform(effect) }
    }

    private static func effect(
        of action: PoolStateMachine.Action, because failure: PostgresError?, _ state: inout State
    ) -> Effect? {
        switch action {
        case .hand(let id, let waiter):
            guard let slot = state.waiters.removeValue(forKey: waiter), let connection = state.connections[id] else {
                return nil
            }
            return .settle(slot, .success(Lease(id: id, connection: connection)))
        case .refuse(let waiter, let refusal):
            return state.waiters.removeValue(forKey: waiter).map {
                .settle($0, .failure(refusal.error(because: failure)))
            }
        case .connect(let id, let delay): return .connect(id, after: delay)
        case .close(let id): return state.connections.removeValue(forKey: id).map { .close(id, $0) }
        case .wake(let time): return .wake(at: time)
        case .finish:
            defer { state.observersOfEnd = [] }
            return .finish(state.observersOfEnd)
        }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .settle(let slot, let outcome):
            // A waiter that was cancelled in the meantime leaves the connection to the next one.
            if !slot.settle(outcome), case .success(let lease) = outcome { release(lease) }
        case .connect(let id, let delay): Task { await connect(id, after: delay) }
        case .close(let id, let connection): close(connection, id)
        case .wake(let time):
            Task { [weak self] in
                try? await Task.sleep(until: time, clock: .continuous)
                self?.advance { $0.machine.refuseOverdue(now: .now) }
            }
        case .finish(let observers): for observer in observers { observer.settle(.success(())) }
        }
    }

    private func close(_ connection: PostgresConnection, _ id: PoolStateMachine.ConnectionID) {
        state.withLock { state in
            state.closing[id] = Task {
                await connection.close()
                self.state.withLock { $0.closing[id] = nil }
            }
        }
    }

    private func connect(_ id: PoolStateMachine.ConnectionID, after delay: Duration) async {
        try? await Task.sleep(for: delay)
        let connection = PostgresConnection(on: PollThread(name: "postgres-pool")) { [weak self] error in
            self?.ended(id, error)
        }
        do throws(PostgresError) {
            try await connection.open(configuration.connection)
            configuration.observer(.connected)
            register(connection, id)
        } catch {
            configuration.observer(.connectionFailed(error))
            failed(id, because: error)
        }
    }

    private func register(_ connection: PostgresConnection, _ id: PoolStateMachine.ConnectionID) {
        var isAlive = true
        advance { state in
            // One that ends later is found in the state, where it is put under the same lock.
            isAlive = connection.isIdle
            guard isAlive else { return [] }
            state.connections[id] = connection
            return state.machine.connected(id, now: .now)
        }
        if !isAlive {
            failed(id, because: PostgresError(.connectionLost, "the connection broke as soon as it was open"))
        }
    }

    private func failed(_ id: PoolStateMachine.ConnectionID, because error: PostgresError) {
        advance(because: error) { $0.machine.connectionFailed(id, jitter: .random(in: 0.5...1), now: .now) }
    }

    private func ended(_ id: PoolStateMachine.ConnectionID, _ error: PostgresError?) {
        var wasOurs = false
        advance { state in
            wasOurs = state.connections.removeValue(forKey: id) != nil
            state.machine.lost(id)
            return []
        }
        if wasOurs, let error { configuration.observer(.connectionLost(error)) }
    }
}

extension PoolStateMachine.Refusal {
    /// What a waiter is told.
    fileprivate func error(because failure: PostgresError?) -> PostgresError {
        switch self {
        case .exhausted(let leased):
            PostgresError(
                .exhausted,
                "no connection became free in time, \(leased) are leased; hold them for a shorter time, or raise "
                    + "maximumConnections as far as the server's max_connections allows")
        case .unreachable: failure ?? PostgresError(.connectionFailed, "the server cannot be reached")
        case .closed: PostgresError(.closed, "the pool was closed")
        }
    }
}
