/// The life of a connection as a pure value: opened step by step, used, lost, opened again and closed. It is told what happened,
/// and says what is to be done. The steps of an opening are taken in one turn of the owner, so that nothing comes between them.
struct LinkStateMachine {
    typealias Instant = ContinuousClock.Instant

    /// What opening a connection consists of, in this order.
    enum Step: Equatable {
        /// Opening the socket.
        case socket
        /// The handshake, up to the virtual host.
        case login
        /// Opening the channel for messages.
        case channel
        /// What the owner of the connection asks for: topology, confirms, consumers.
        case preparation
    }

    /// What is to be done, in this order.
    enum Action: Equatable {
        /// Take a step, and tell ``succeeded(now:)`` or ``failed(_:fraction:)``. No answer is waited for longer than the limit.
        case take(Step, within: Duration)
        /// Read what arrives on the socket.
        case watch
        /// Read no longer; before the socket is closed.
        case unwatch
        /// Tell the broker that this is the end, and wait for its answer as long as the limit.
        case sayGoodbye(within: Duration)
        /// Close the socket.
        case release
        /// Look after deadlines and heartbeats from here on, until ``stopTimers``.
        case startTicking
        /// Call ``connect()`` after that time.
        case retry(after: Duration)
        /// Neither tick nor retry any more.
        case stopTimers
        /// Tell whoever wants to know how the connection stands.
        case tell(AMQPConnectionState)
    }

    /// How long things may take.
    struct Limits: Equatable {
        var connect: Duration
        /// Also that of each request in a preparation.
        var reply: Duration
        /// The goodbye to a broker on which the opening has failed.
        var goodbye: Duration = .seconds(1)
    }

    private enum Phase: Equatable {
        case unopened
        case opening(Step)
        case open(since: Instant)
        /// A time to try again is set.
        case waiting
        case closed
    }

    private let limits: Limits
    private var backoff: Backoff
    private var phase = Phase.unopened

    init(_ limits: Limits, backoff: Backoff) {
        self.limits = limits
        self.backoff = backoff
    }

    var isOpen: Bool {
        if case .open = phase { true } else { false }
    }

    var isClosed: Bool {
        phase == .closed
    }
}

// MARK: - Opening

extension LinkStateMachine {
    /// Someone has begun to use the connection.
    func start() -> [Action] {
        isClosed ? [] : [.startTicking]
    }

    /// It is time to try.
    mutating func connect() -> [Action] {
        switch phase {
        case .unopened, .waiting: take(.socket)
        case .opening, .open, .closed: []
        }
    }

    /// The step that was to be taken is taken.
    mutating func succeeded(now: Instant) -> [Action] {
        switch phase {
        case .opening(.socket): return take(.login)
        case .opening(.login): return take(.channel)
        case .opening(.channel): return take(.preparation)
        case .opening(.preparation):
            phase = .open(since: now)
            return [.watch, .tell(.connected)]
        case .unopened, .open, .waiting, .closed: return []
        }
    }

    /// The step that was to be taken could not be.
    /// - Parameter fraction: random, in 0..<1.
    mutating func failed(_ error: AMQPError, fraction: Double) -> [Action] {
        switch phase {
        case .opening(.socket): return retry(after: error, fraction)
        case .opening: return [.sayGoodbye(within: limits.goodbye), .release] + retry(after: error, fraction)
        case .unopened, .open, .waiting, .closed: return []
        }
    }

    private mutating func take(_ step: Step) -> [Action] {
        phase = .opening(step)
        return [.take(step, within: step == .socket ? limits.connect : limits.reply)]
    }

    private mutating func retry(after error: AMQPError, _ fraction: Double) -> [Action] {
        phase = .waiting
        let delay = backoff.next(fraction: fraction)
        return [.tell(.reconnecting(attempt: backoff.attempts, lastError: error)), .retry(after: delay)]
    }
}

// MARK: - Use and end

extension LinkStateMachine {
    /// The broker takes no messages.
    func blocked(reason: String) -> [Action] {
        isOpen ? [.tell(.blocked(reason: reason))] : []
    }

    /// The broker takes messages again.
    func unblocked() -> [Action] {
        isOpen ? [.tell(.connected)] : []
    }

    /// The connection broke, or cannot be relied on any more.
    /// - Parameter fraction: random, in 0..<1.
    mutating func lost(_ error: AMQPError, fraction: Double, now: Instant) -> [Action] {
        guard case .open(let since) = phase else { return [] }
        // A connection that breaks again at once is no recovery yet.
        if since.duration(to: now) > backoff.cap { backoff.reset() }
        return [.unwatch, .release] + retry(after: error, fraction)
    }

    /// It is not needed any more.
    mutating func close(within limit: Duration) -> [Action] {
        defer { phase = .closed }
        switch phase {
        case .unopened, .waiting: return [.stopTimers, .tell(.closed)]
        case .open: return [.stopTimers, .unwatch, .sayGoodbye(within: limit), .release, .tell(.closed)]
        case .opening: preconditionFailure("a connection is closed between the turns of its owner")
        case .closed: return []
        }
    }
}
