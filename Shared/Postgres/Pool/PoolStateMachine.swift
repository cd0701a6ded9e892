/// Who holds which connection and who waits: the pool as a pure value. It is told what happened and when, and says
/// what is to be done.
struct PoolStateMachine {
    typealias ConnectionID = Int
    typealias WaiterID = Int
    typealias Instant = ContinuousClock.Instant

    /// What is to be done, in this order.
    enum Action: Equatable {
        case hand(ConnectionID, to: WaiterID)
        case refuse(WaiterID, Refusal)
        case connect(ConnectionID, after: Duration)
        case close(ConnectionID)
        /// Call ``PoolStateMachine/refuseOverdue(now:)`` at that time.
        case wake(at: Instant)
        /// All connections are given up, and no more will be opened.
        case finish
    }

    /// Why a waiter gets no connection.
    enum Refusal: Equatable {
        case exhausted(leased: Int)
        case unreachable
        case closed
    }

    /// The most and the least of everything.
    struct Bounds: Equatable {
        var maximumConnections: Int
        var minimumIdle: Int
        var leaseTimeout: Duration
        var idleTimeout: Duration
        var firstBackoff: Duration = .milliseconds(100)
        var longestBackoff: Duration = .seconds(5)
    }

    private struct Idle: Equatable {
        let id: ConnectionID
        let since: Instant
    }

    private struct Waiter: Equatable {
        let id: WaiterID
        let deadline: Instant
    }

    private let bounds: Bounds
    private var isClosing = false
    /// The one that was used last is at the end, and is used next, so that those that are not needed grow old.
    private var idle: [Idle] = []
    private(set) var leased: Set<ConnectionID> = []
    private var connecting: Set<ConnectionID> = []
    private var waiters: [Waiter] = []
    private var isWakeSet = false
    private var failures = 0
    private var retryAt: Instant?
    private var lastID = 0

    init(_ bounds: Bounds) {
        precondition(bounds.maximumConnections > 0, "a pool needs room for a connection")
        self.bounds = bounds
    }

    var idleCount: Int { idle.count }
    var waiterCount: Int { waiters.count }

    private var connectionCount: Int {
        idle.count + leased.count + connecting.count
    }
}

// MARK: - Leases

extension PoolStateMachine {
    /// Someone wants a connection. Waiters get theirs in the order in which they came.
    mutating func request(_ waiter: WaiterID, now: Instant) -> [Action] {
        if isClosing { return [.refuse(waiter, .closed)] }
        if let connection = idle.popLast() {
            leased.insert(connection.id)
            return [.hand(connection.id, to: waiter)]
        }
        let deadline = now.advanced(by: bounds.leaseTimeout)
        waiters.append(Waiter(id: waiter, deadline: deadline))
        return connectIfNeeded(now: now) + wakeIfNeeded()
    }

    /// Someone does not want a connection any more.
    mutating func withdraw(_ waiter: WaiterID) {
        waiters.removeAll { $0.id == waiter }
    }

    /// A connection is given back.
    /// - Parameter isReusable: whether it lives, with nothing under way and no transaction open.
    mutating func release(_ id: ConnectionID, isReusable: Bool, now: Instant) -> [Action] {
        // A connection that outstayed the pool's end is closed already.
        guard leased.remove(id) != nil else { return [] }
        if isClosing { return [.close(id)] + finishIfDone() }
        guard isReusable else { return [.close(id)] + connectIfNeeded(now: now) }
        return offer(id, now: now) + closeOverAged(now: now)
    }

    /// The time has come that ``Action/wake(at:)`` asked for: refuses those who waited too long.
    mutating func refuseOverdue(now: Instant) -> [Action] {
        isWakeSet = false
        let overdue = waiters.prefix { $0.deadline <= now }
        waiters.removeFirst(overdue.count)
        return overdue.map { .refuse($0.id, .exhausted(leased: leased.count)) } + wakeIfNeeded()
    }

    private mutating func offer(_ id: ConnectionID, now: Instant) -> [Action] {
        guard !waiters.isEmpty else {
            idle.append(Idle(id: id, since: now))
            return []
        }
        leased.insert(id)
        return [.hand(id, to: waiters.removeFirst().id)]
    }

    private mutating func wakeIfNeeded() -> [Action] {
        guard !isWakeSet, let first = waiters.first else { return [] }
        isWakeSet = true
        return [.wake(at: first.deadline)]
    }
}

// MARK: - Connections

extension PoolStateMachine {
    /// A connection that was asked for is open.
    mutating func connected(_ id: ConnectionID, now: Instant) -> [Action] {
        connecting.remove(id)
        (failures, retryAt) = (0, nil)
        if isClosing { return [.close(id)] + finishIfDone() }
        // After a failure that nothing was tried again for there may be more who wait than are being connected for.
        return offer(id, now: now) + connectIfNeeded(now: now)
    }

    /// A connection that was asked for could not be opened.
    ///
    /// Waiters learn it at once, unless connections that others hold may still come back to them.
    /// - Parameter jitter: how much of the backoff to wait, so that many processes do not come back at the same time.
    mutating func connectionFailed(_ id: ConnectionID, jitter: Double, now: Instant) -> [Action] {
        connecting.remove(id)
        if isClosing { return finishIfDone() }
        failures += 1
        retryAt = now.advanced(by: backoff * jitter)
        if idle.isEmpty, leased.isEmpty {
            defer { waiters = [] }
            return waiters.map { .refuse($0.id, .unreachable) }
        }
        return connecting.isEmpty ? connectIfNeeded(now: now) : []
    }

    /// A connection ended by itself. One that is leased is dealt with when it is given back.
    mutating func lost(_ id: ConnectionID) {
        idle.removeAll { $0.id == id }
    }

    /// Opens no more connections than there are waiters for.
    private mutating func connectIfNeeded(now: Instant) -> [Action] {
        guard connecting.count < waiters.count, connectionCount < bounds.maximumConnections else { return [] }
        lastID += 1
        connecting.insert(lastID)
        let delay = retryAt.map { max(.zero, now.duration(to: $0)) } ?? .zero
        return [.connect(lastID, after: delay)]
    }

    private var backoff: Duration {
        var backoff = bounds.firstBackoff
        for _ in 1..<max(failures, 1) where backoff < bounds.longestBackoff { backoff *= 2 }
        return min(backoff, bounds.longestBackoff)
    }

    private mutating func closeOverAged(now: Instant) -> [Action] {
        var closed: [Action] = []
        while idle.count > bounds.minimumIdle, let oldest = idle.first,
            oldest.since.duration(to: now) >= bounds.idleTimeout
        {
            closed.append(.close(oldest.id))
            idle.removeFirst()
        }
        return closed
    }
}

// MARK: - The end

extension PoolStateMachine {
    /// Refuses all who wait, closes what is idle and waits for what is leased.
    mutating func close() -> [Action] {
        guard !isClosing else { return finishIfDone() }
        isClosing = true
        let actions: [Action] = waiters.map { .refuse($0.id, .closed) } + idle.map { .close($0.id) }
        (waiters, idle) = ([], [])
        return actions + finishIfDone()
    }

    /// Closes what is still leased, since it was waited for long enough.
    mutating func abandon() -> [Action] {
        guard isClosing else { return [] }
        let actions: [Action] = leased.sorted().map { .close($0) }
        (leased, connecting) = ([], [])
        return actions + [.finish]
    }

    private func finishIfDone() -> [Action] {
        leased.isEmpty && connecting.isEmpty ? [.finish] : []
    }
}
