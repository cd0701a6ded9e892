internal import PollThread

/// Publishes messages over one connection, and says of each what became of it.
///
/// It connects at once, recovers by itself with backoff, declares its topology each time, and publishes with confirms
/// that are pipelined within a bounded window. Close it when done.
///
///     let publisher = AMQPPublisher(configuration, topology: topology)
///     try await publisher.connected(within: .seconds(10))
///     let outcomes = await publisher.publish(messages)
public actor AMQPPublisher {
    private let thread: PollThread
    private let topology: AMQPTopology
    private let broadcast: StateBroadcast
    private let link: Link<AMQPPublisher>
    private var queue: PublishQueue
    private var waiting: [Int: CheckedContinuation<[PublishOutcome], Never>] = [:]
    private var closers: [CheckedContinuation<Void, Never>] = []
    private var closeDeadline: ContinuousClock.Instant?
    private var lastCall = 0
    private var mustRead = false
    private var waitsForRoom = false

    /// The thread that the connection lives on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Starts to connect.
    /// - Parameters:
    ///   - topology: declared on each connection before anything is published.
    ///   - maximumUnconfirmed: how many messages may be sent and not answered yet.
    ///   - maximumUnconfirmedBytes: how many bytes of payload they may have; a single larger message passes alone.
    public init(
        _ configuration: AMQPConfiguration,
        topology: AMQPTopology = AMQPTopology(),
        maximumUnconfirmed: Int = 512,
        maximumUnconfirmedBytes: Int = 1 << 20
    ) {
        thread = PollThread(name: "amqp-publish")
        self.topology = topology
        broadcast = StateBroadcast()
        link = Link(configuration, thread: thread, states: broadcast)
        queue = PublishQueue(
            window: ConfirmWindow(maximumCount: maximumUnconfirmed, maximumBytes: maximumUnconfirmedBytes))
        Task { [weak self] in await self?.start() }
    }

    // MARK: - State

    /// How the connection stands; any thread may ask, whatever the connection is busy with.
    public nonisolated var state: AMQPConnectionState {
        broadcast.state
    }

    /// The state now and each later one, up to `closed`. A follower who does not keep up misses older ones.
    public nonisolated func states() -> AsyncStream<AMQPConnectionState> {
        broadcast.states()
    }

    /// Returns once connected.
    /// - Throws: the last failure when the limit is over; at once, when waiting cannot mend it.
    public nonisolated func connected(within limit: Duration) async throws(AMQPError) {
        try await broadcast.connected(within: limit)
    }

    /// How many messages were sent and not answered yet.
    public var unconfirmed: Int {
        queue.unconfirmed
    }

    // MARK: - Publishing

    /// Publishes messages in order and waits until each has an outcome. Several calls may be under way at once; their
    /// messages leave in the order of the calls.
    ///
    /// Messages wait for a connection, a blocked broker and confirms as long as the limit, give or take a second. When
    /// the connection breaks, every call under way ends: what was sent is unknown and the rest unsent, so that nothing
    /// overtakes a message whose fate is open. So it is when the task is cancelled or the publisher closed.
    /// - Returns: the outcomes, in the order of the messages.
    public func publish(_ messages: [AMQPMessage], within limit: Duration = .seconds(30)) async -> [PublishOutcome] {
        guard !messages.isEmpty else { return [] }
        lastCall += 1
        let call = lastCall
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Not before: at each await, the actor may have closed, or have been told to abandon the call.
                if let refusal: AMQPError = Task.isCancelled ? .cancelled : isClosing ? .closed : nil {
                    return continuation.resume(
                        returning: Array(repeating: .unsent(refusal), count: messages.count))
                }
                waiting[call] = continuation
                queue.add(messages, as: call, deadline: .now + limit)
                // Without a connection there is no turn that would tell of messages that cannot be sent at all.
                resumeFinished()
            }
        } onCancel: {
            Task { await self.abandon(call) }
        }
    }

    /// Checks that queues exist.
    /// - Throws: ``AMQPError/notFound(resources:)`` with all that are missing, or why it cannot be told now.
    public func verify(queues: [String]) throws(AMQPError) {
        let session = try link.required()
        // It answers nothing either on a connection whose messages it does not take.
        if case .blocked = broadcast.state { throw link.outage }
        var missing: [String] = []
        do {
            missing = try session.missing(of: queues)
        } catch {
            if error.isOutage { lose(error) }
            throw error
        }
        guard missing.isEmpty else { throw .notFound(resources: missing.map { "queue \"\($0)\"" }) }
    }

    /// Takes no more messages, waits for the outcomes of those under way as long as the limit, and closes.
    public func close(within limit: Duration = .seconds(5)) async {
        guard !link.isClosed else { return }
        let deadline = ContinuousClock.now + limit
        closeDeadline = min(closeDeadline ?? deadline, deadline)
        await withCheckedContinuation { closer in
            if link.session == nil || queue.isEmpty { return closer.resume() }
            closers.append(closer)
        }
        finishClosing()
    }

    private var isClosing: Bool {
        closeDeadline != nil || link.isClosed
    }

    private func finishClosing() {
        guard !link.isClosed else { return }
        link.close(within: .seconds(1))
        queue.connectionLost(.closed)
        resumeFinished()
        for closer in closers { closer.resume() }
        closers.removeAll()
    }

    private func abandon(_ call: Int) {
        queue.abandon(call, for: .cancelled)
        resumeFinished()
    }

    fileprivate func resumeFinished() {
        for finished in queue.takeFinished() {
            waiting.removeValue(forKey: finished.call)?.resume(returning: finished.outcomes)
        }
    }
}

// MARK: - The connection

extension AMQPPublisher: LinkOwner {
    private func start() {
        link.start(for: self)
        connect()
    }

    func connect() {
        link.open { session throws(AMQPError) in
            try session.declare(topology)
            try session.selectConfirms()
        }
    }

    func ready(_ events: PollInterest) {
        // A failure shows itself by what reading returns.
        if !events.isDisjoint(with: [.read, .failure]) { mustRead = true }
    }

    func tick() {
        // Heartbeats are part of reading.
        mustRead = true
        let now = ContinuousClock.now
        queue.expire(at: now, for: link.outage)
        resumeFinished()
        if let closeDeadline, closeDeadline <= now { finishClosing() }
    }

    func turn() -> PollInterest {
        do {
            try receive()
            try send()
        } catch {
            lose(error)
        }
        // Once for all that has arrived, since each resumption wakes another thread.
        resumeFinished()
        if closeDeadline != nil, queue.isEmpty { finishClosing() }
        return waitsForRoom ? [.read, .write] : .read
    }

    private func receive() throws(AMQPError) {
        guard let session = link.session else { return }
        while mustRead || session.hasBuffered {
            mustRead = false
            guard let event = try session.nextEvent() else { return }
            apply(event)
        }
    }

    private func apply(_ event: BrokerEvent) {
        switch event {
        case .acknowledged(let tag, let multiple): queue.answered(.confirmed, tag: tag, multiple: multiple)
        case .refused(let tag, let multiple): queue.answered(.nacked, tag: tag, multiple: multiple)
        case .returned(let key, let code, let reason): queue.returned(key: key, code: code, reason: reason)
        case .blocked(let reason): link.blocked(reason: reason)
        case .unblocked: link.unblocked()
        case .delivered, .consumerCancelled: break
        }
    }

    /// Writes as long as no write would wait, since a write that waits holds up the thread.
    private func send() throws(AMQPError) {
        waitsForRoom = false
        guard let session = link.session, broadcast.state == .connected, queue.hasUnsent else { return }
        var written = Self.sliceOfSocketBuffer
        var holdsPackets = false
        defer { if holdsPackets { session.holdPackets(false) } }
        while true {
            if written >= Self.sliceOfSocketBuffer {
                guard session.isWritable else {
                    waitsForRoom = true
                    return
                }
                written = 0
            }
            guard let message = queue.next() else { return }
            if queue.hasUnsent, !holdsPackets {
                session.holdPackets(true)
                holdsPackets = true
            }
            try session.publish(message)
            written += message.body.count
        }
    }

    /// How much is written before asking again whether there is room: a writable socket of Linux has at least this
    /// much, unless its buffer was made small.
    private static var sliceOfSocketBuffer: Int { 16 * 1024 }

    private func lose(_ error: AMQPError) {
        link.lose(error)
        queue.connectionLost(error)
        resumeFinished()
    }
}
