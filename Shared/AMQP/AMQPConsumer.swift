internal import PollThread

/// Consumes queues over one connection, and hands out what was delivered to whoever asks for it.
///
/// It connects at once and recovers by itself with backoff: it declares its topology and consumes its queues anew, and
/// the broker delivers again what was not acknowledged. Close it when done.
///
///     let consumer = AMQPConsumer(configuration, topology: topology, queues: ["orders"], prefetch: 200)
///     while true {
///         let batch = try await consumer.nextBatch(maximum: 64)
///         ...
///         await consumer.acknowledge(through: batch[batch.count - 1].receipt)
///     }
public actor AMQPConsumer {
    private let thread: PollThread
    private let topology: AMQPTopology
    private let broadcast: StateBroadcast
    private let link: Link<AMQPConsumer>
    private var queues: [String]
    private let prefetch: Int
    /// That of queues which have one of their own.
    private var ownPrefetch: [String: Int] = [:]
    private var isPaused = false
    private var buffer = DeliveryBuffer()
    var ledger = DeliveryLedger(session: SessionID())
    private var waiting: [Int: CheckedContinuation<Result<[AMQPDelivery], AMQPError>, Never>] = [:]
    private var lastWaiter = 0
    private var mustRead = false

    /// The thread that the connection lives on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Starts to connect.
    /// - Parameters:
    ///   - topology: declared on each connection before anything is consumed.
    ///   - queues: consumed from the start; see ``consume(_:)`` for more.
    ///   - prefetch: how many unacknowledged deliveries there may be of each queue, in 1...65535.
    public init(
        _ configuration: AMQPConfiguration,
        topology: AMQPTopology = AMQPTopology(),
        queues: [String] = [],
        prefetch: Int = 200
    ) {
        Self.check(prefetch)
        thread = PollThread(name: "amqp-consume")
        self.topology = topology
        self.queues = queues
        self.prefetch = prefetch
        broadcast = StateBroadcast()
        link = Link(configuration, thread: thread, states: broadcast)
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

    /// Returns once connected and consuming.
    /// - Throws: the last failure when the limit is over; at once, when waiting cannot mend it.
    public nonisolated func connected(within limit: Duration) async throws(AMQPError) {
        try await broadcast.connected(within: limit)
    }

    /// How many deliveries are unacknowledged, whether handed out or not.
    public var unacknowledged: Int {
        ledger.count
    }

    /// How many deliveries of some queues are unacknowledged, whether handed out or not.
    public func unacknowledged(of queues: Set<String>) -> Int {
        ledger.count(of: queues)
    }

    /// How often it has let deliveries go back to their queues unsettled, by losing its connection or giving them back: so
    /// often may what is delivered now have been delivered in vain on its account.
    public private(set) var returnCount = 0

    // MARK: - Receiving

    /// Waits for deliveries, also through outages, and takes what is there.
    ///
    /// - Parameters:
    ///   - maximum: how many at most, at least one.
    ///   - maximumBytes: how many bytes of payload at most; a first larger one is taken nevertheless.
    /// - Returns: at least one, in the order of delivery.
    /// - Throws: ``AMQPError/closed``, or ``AMQPError/cancelled``; the next call gets what this one did not.
    public func nextBatch(maximum: Int, maximumBytes: Int = .max) async throws(AMQPError) -> [AMQPDelivery] {
        precondition(maximum > 0, "a batch has room for at least one delivery")
        lastWaiter += 1
        let waiter = lastWaiter
        let result: Result<[AMQPDelivery], AMQPError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Not before: at each await, the actor may have closed, or have been told to let the waiter leave.
                if let refusal: AMQPError = link.isClosed ? .closed : Task.isCancelled ? .cancelled : nil {
                    return continuation.resume(returning: .failure(refusal))
                }
                waiting[waiter] = continuation
                buffer.wait(waiter, for: .init(maximum: maximum, maximumBytes: maximumBytes))
                serve()
            }
        } onCancel: {
            Task { await self.leave(waiter) }
        }
        return try result.get()
    }

    private func serve() {
        for served in buffer.serve() {
            waiting.removeValue(forKey: served.waiter)?.resume(returning: .success(served.batch))
        }
    }

    private func leave(_ waiter: Int) {
        guard buffer.leave(waiter) else { return }
        waiting.removeValue(forKey: waiter)?.resume(returning: .failure(.cancelled))
    }

    // MARK: - What is consumed

    /// Consumes one more queue, from now on and after each recovery.
    /// - Parameter prefetch: how many unacknowledged deliveries there may be of it; as many as of any other unless given.
    /// - Throws: when the broker refuses; then the queue is not consumed. Without a connection, or if that is lost by it, it does
    ///   not throw: the next one consumes the queue.
    public func consume(_ queue: String, prefetch own: Int? = nil) throws(AMQPError) {
        Self.check(own ?? prefetch)
        guard !queues.contains(queue) else { return }
        ownPrefetch[queue] = own
        if let session = link.session, !isPaused {
            do {
                try startConsuming([queue], on: session)
            } catch {
                // The refusal has cost the connection.
                lose(error)
                guard error.isOutage else { throw error }
            }
        }
        queues.append(queue)
    }

    /// Changes the prefetch of a queue that is consumed; nothing changes for one that is not, or not any more. What was
    /// delivered stays.
    ///
    /// Brokers apply a prefetch to new consumers only, so the queue is cancelled and consumed anew; where it has a single
    /// active consumer, another one may step in.
    /// - Parameter own: how many unacknowledged deliveries there may be of it; nil for as many as of any other.
    /// - Throws: as ``consume(_:prefetch:)``.
    public func setPrefetch(_ own: Int?, of queue: String) throws(AMQPError) {
        guard queues.contains(queue), ownPrefetch[queue] != own else { return }
        cancel(queue)
        try consume(queue, prefetch: own)
    }

    /// Consumes a queue no longer. What it has delivered is to be settled as ever.
    public func cancel(_ queue: String) {
        guard let index = queues.firstIndex(of: queue) else { return }
        queues.remove(at: index)
        ownPrefetch[queue] = nil
        guard !isPaused else { return }
        attempt { session throws(AMQPError) in
            try session.cancel(queue)
            // What was delivered up to the cancellation has arrived with its reply.
            try receive()
        }
        serve()
    }

    /// Hands out what queues have delivered before what others have, so that they are soon out of hand. Then no delivery may be
    /// acknowledged but by its own receipt.
    public func handOutFirst(_ queues: Set<String>) {
        buffer.putFirst(queues)
    }

    /// Stops consuming, and gives every unacknowledged delivery back to its queue, handed out or not. For outages of
    /// what comes after this consumer that may outlast the broker's `consumer_timeout`.
    ///
    /// For a quorum queue this counts as a failed delivery of each message.
    public func giveBack() {
        guard !isPaused else { return }
        isPaused = true
        returnCount += 1
        attempt { session throws(AMQPError) in
            for queue in queues { try session.cancel(queue) }
            // What was delivered up to the cancellation has arrived with its reply.
            try receive()
            for settlement in ledger.giveBack() { try session.settle(settlement) }
        }
        buffer.removeDeliveries()
    }

    /// Consumes again after ``giveBack()``.
    public func resume() {
        guard isPaused else { return }
        isPaused = false
        attempt { session throws(AMQPError) in try startConsuming(queues, on: session) }
    }

    /// Closes, within the limit and without settling anything: the broker delivers again what is unacknowledged.
    public func close(within limit: Duration = .seconds(2)) {
        link.close(within: limit)
        buffer = DeliveryBuffer()
        for waiter in waiting.values { waiter.resume(returning: .failure(.closed)) }
        waiting.removeAll()
    }

    private static func check(_ prefetch: Int) {
        precondition((1...Int(UInt16.max)).contains(prefetch), "a prefetch is in 1...65535")
    }
}

// MARK: - The connection

extension AMQPConsumer: LinkOwner {
    private func start() {
        link.start(for: self)
        connect()
    }

    func connect() {
        link.open { session throws(AMQPError) in
            ledger = DeliveryLedger(session: session.id)
            try session.declare(topology)
            if !isPaused { try startConsuming(queues, on: session) }
        }
    }

    func ready(_ events: PollInterest) {
        // A failure shows itself by what reading returns.
        if !events.isDisjoint(with: [.read, .failure]) { mustRead = true }
    }

    func tick() {
        // Heartbeats are part of reading.
        mustRead = true
    }

    func turn() -> PollInterest {
        attempt { _ throws(AMQPError) in try receive() }
        serve()
        return .read
    }

    private func startConsuming(_ queues: [String], on session: Session) throws(AMQPError) {
        var limit: Int?
        for queue in queues {
            let own = ownPrefetch[queue] ?? prefetch
            if own != limit { try session.limitPrefetch(to: UInt16(own)) }
            limit = own
            try session.consume(queue)
        }
    }

    private func receive() throws(AMQPError) {
        guard let session = link.session else { return }
        while mustRead || session.hasBuffered {
            mustRead = false
            guard let event = try session.nextEvent() else { return }
            try apply(event, of: session)
        }
    }

    private func apply(_ event: BrokerEvent, of session: Session) throws(AMQPError) {
        switch event {
        case .delivered(let delivery):
            ledger.delivered(delivery.receipt, from: delivery.queue)
            buffer.add(delivery)
        case .consumerCancelled(let queue):
            guard queues.contains(queue), !isPaused else { return }
            try session.declare(topology)
            try startConsuming([queue], on: session)
        case .blocked(let reason): link.blocked(reason: reason)
        case .unblocked: link.unblocked()
        case .acknowledged, .refused, .returned: break
        }
    }

    /// Does something with the connection, if there is one, and gives the connection up when that fails.
    func attempt(_ action: (Session) throws(AMQPError) -> Void) {
        guard let session = link.session else { return }
        do {
            try action(session)
        } catch {
            lose(error)
        }
    }

    private func lose(_ error: AMQPError) {
        link.lose(error)
        returnCount += 1
        // Whoever holds a receipt of the lost connection is not heard any more.
        ledger = DeliveryLedger(session: SessionID())
        buffer.removeDeliveries()
    }
}
