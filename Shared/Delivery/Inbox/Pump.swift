public import AMQP
internal import Eventing
public import Logging
public import Postgres
import Synchronization
internal import Vocabulary

/// Takes what arrives on the partitions that it holds and hands it to the handlers: a batch of events in one transaction.
///
/// Claim, effects and the events told in turn are committed together, and only then is the broker told. A crash before
/// that brings the batch again, and the inbox knows it.
///
/// It holds no partition by itself: whoever divides them among the instances gives it some by ``take(partition:)``, and
/// has them back by ``release(partition:)``.
public final class Pump: Sendable {
    private let subscription: Subscription
    private let consumer: AMQPConsumer
    private let pool: PostgresPool
    private let handlers: EventHandlers
    private let log: EventLog
    private let logger: Logger
    private let state = Mutex(State())
    private let stopped = Wakeup()

    private struct State {
        var status = PumpStatus()
        var isRunning = false
        var isStopping = false
        /// Those who wait until a partition is out of hand.
        var departures: [Int: Wakeup] = [:]
        /// What waits for deliveries.
        var waiting: Task<[AMQPDelivery], any Error>?
        /// The queues of the batch in hand.
        var inHand: Set<String> = []
    }

    /// How many messages are taken at once.
    static let maximumMessages = 64
    /// How many bytes of messages are taken at once.
    static let maximumBytes = 4 * 1024 * 1024
    /// How often work that lost to another transaction is tried again before it counts as failed.
    static let maximumConflicts = 5
    /// How long a stop goes on with what was delivered already.
    static let maximumDrain = Duration.seconds(3)
    /// How often it is looked whether a partition is out of hand, when no batch has ended meanwhile.
    static let departureInterval = Duration.milliseconds(50)

    /// Makes a pump; ``run()`` starts it.
    /// - Parameter consumer: declares the subscription's topology and consumes no queue yet.
    public init(
        subscription: Subscription, consumer: AMQPConsumer, pool: PostgresPool, handlers: EventHandlers, log: EventLog,
        logger: Logger
    ) {
        self.subscription = subscription
        self.consumer = consumer
        self.pool = pool
        self.handlers = handlers
        self.log = log
        self.logger = logger
    }

    /// How much it has done.
    public var currentStatus: PumpStatus {
        state.withLock { $0.status }
    }

    // MARK: - Partitions

    /// Takes a partition, which no other instance may hold: its queues are consumed from now on, through outages of the
    /// broker. One call at a time for a partition. One that is held already stays as it is.
    /// - Throws: when the database is away or the broker refuses; then the partition is not held.
    public func take(partition: Int) async throws {
        guard state.withLock({ !$0.isStopping && !$0.status.partitions.contains(partition) }) else { return }
        _ = try await PartitionMark.open(partition, in: pool)
        do {
            for queue in subscription.queues(of: partition) { try await consumer.consume(queue) }
        } catch {
            await letGo(of: [partition])
            throw error
        }
        state.withLock { _ = $0.status.partitions.insert(partition) }
    }

    /// Lets go of a partition. When it returns, what was in hand of it is handled and acknowledged, or has been given back
    /// because the database is away, so that another instance may take it without overtaking. One call at a time for a
    /// partition.
    public func release(partition: Int) async {
        guard state.withLock({ $0.status.partitions.contains(partition) }) else { return }
        await letGo(of: [partition])
    }

    /// Ends the consuming, sees the deliveries out of hand and removes the marks.
    private func letGo(of partitions: Set<Int>) async {
        for partition in partitions {
            let queues = subscription.queues(of: partition)
            for queue in queues { await consumer.cancel(queue) }
            let settled = Wakeup()
            state.withLock { $0.departures[partition] = settled }
            while await isBusy(with: Set(queues)) { await settled.wait(atMost: Self.departureInterval) }
            state.withLock { state in
                state.departures[partition] = nil
                state.status.partitions.remove(partition)
            }
        }
        await removeMarks(of: partitions)
    }

    /// Whether something of the queues is in hand, or will be.
    private func isBusy(with queues: Set<String>) async -> Bool {
        let unacknowledged = await consumer.unacknowledged(of: queues)
        return state.withLock { state in
            state.isRunning && (unacknowledged > 0 || !state.inHand.isDisjoint(with: queues))
        }
    }

    private func removeMarks(of partitions: Set<Int>) async {
        do {
            try await PartitionMark.close(partitions, in: pool)
        } catch {
            // Whoever takes them next goes about it with more care than is needed.
            logger.warning("partitions stay marked as held", metadata: ["reason": "\(error)"])
        }
    }

    // MARK: - The course

    /// Runs until it is stopped, the task is cancelled or the consumer closed. Outages of the database are waited out
    /// with the batch in hand; those of the broker are the consumer's affair.
    public func run() async {
        state.withLock { $0.isRunning = true }
        defer { state.withLock { $0.isRunning = false } }
        var backoff = Backoff()
        var pause: Duration?
        while goesOn, let deliveries = await nextBatch(after: pause) {
            do {
                try await settle(deliveries)
                backoff.reset()
                pause = nil
            } catch {
                guard goesOn else { return }
                // What was in hand, which could not even be parked, comes again after the pause.
                logger.error("the pump pauses", metadata: ["reason": "\(error)"])
                await consumer.giveBack()
                pause = backoff.next()
            }
            noteNothingInHand()
        }
        if !Task.isCancelled { await drain() }
    }

    /// Lets ``run()`` return after what was delivered already, or without it while the database is away: it comes again.
    public func stop() {
        let waiting = state.withLock { state in
            state.isStopping = true
            return state.waiting
        }
        waiting?.cancel()
        stopped.signal()
    }

    private var goesOn: Bool {
        !Task.isCancelled && !state.withLock { $0.isStopping }
    }

    /// Whether a batch is held while the database is away. Not when somebody waits for it to be out of hand.
    private var holdsOn: Bool {
        !Task.isCancelled && state.withLock { !$0.isStopping && $0.departures.isEmpty }
    }

    /// What arrives next; nil when nothing more is to be taken.
    /// - Parameter pause: for how long nothing is consumed before that, all having been given back.
    private func nextBatch(after pause: Duration?) async -> [AMQPDelivery]? {
        let waiting = state.withLock { state -> Task<[AMQPDelivery], any Error>? in
            if state.isStopping { return nil }
            let waiting = Task { [consumer] in
                if let pause {
                    try await Task.sleep(for: pause)
                    await consumer.resume()
                }
                return try await consumer.nextBatch(maximum: Self.maximumMessages, maximumBytes: Self.maximumBytes)
            }
            state.waiting = waiting
            return waiting
        }
        guard let waiting else { return nil }
        return await withTaskCancellationHandler {
            try? await waiting.value
        } onCancel: {
            waiting.cancel()
        }
    }

    /// Handles what was delivered, and tells the broker.
    private func settle(_ deliveries: [AMQPDelivery]) async throws {
        state.withLock { $0.inHand = Set(deliveries.map(\.queue)) }
        try await see(through: Arrival(deliveries, on: Day(of: .wallTime())))
        if let last = deliveries.last {
            await consumer.acknowledge(through: last.receipt)
        }
    }

    private func noteNothingInHand() {
        let departures = state.withLock { state in
            state.inHand = []
            return Array(state.departures.values)
        }
        for departure in departures { departure.signal() }
    }

    /// Takes nothing more, and handles what was delivered, which would otherwise come again as if it had failed.
    private func drain() async {
        let end = ContinuousClock.now + Self.maximumDrain
        let partitions = currentStatus.partitions
        for queue in partitions.flatMap(subscription.queues(of:)) { await consumer.cancel(queue) }
        do {
            while await consumer.unacknowledged > 0 {
                let waiting = Task { [consumer] in
                    try await consumer.nextBatch(maximum: Self.maximumMessages, maximumBytes: Self.maximumBytes)
                }
                let limit = Task {
                    try await Task.sleep(until: end)
                    waiting.cancel()
                }
                defer { limit.cancel() }
                try await settle(try await waiting.value)
            }
        } catch {
            return logger.notice("stopping with deliveries in hand, which come again", metadata: ["reason": "\(error)"])
        }
        noteNothingInHand()
        await removeMarks(of: partitions)
    }

    // MARK: - A batch

    /// At its end every event is handled, known or parked.
    private func see(through arrival: Arrival) async throws {
        do {
            try await patiently { try await self.handle(arrival.events, parking: arrival.unfit) }
        } catch {
            if isCutShort(by: error) { throw error }
            logger.error("a batch failed; its events are tried one by one", metadata: ["reason": "\(error)"])
            try await patiently { try await self.handle([], parking: arrival.unfit) }
            for event in arrival.events {
                try await handleAlone(event)
            }
        }
    }

    private func handleAlone(_ event: ArrivedEvent) async throws {
        do {
            try await patiently { try await self.handle([event], parking: []) }
        } catch {
            if isCutShort(by: error) { throw error }
            logger.error(
                "an event is parked",
                metadata: ["id": "\(event.envelope.id)", "type": "\(event.envelope.type)", "reason": "\(error)"])
            let parked = ParkedEvent(event, .failed, error: "\(error)", attempts: 2)
            try await patiently { try await self.park(parked) }
        }
    }

    /// Whether work failed because it was not to be gone on with.
    private func isCutShort(by error: any Error) -> Bool {
        error is CancellationError || Task.isCancelled
    }

    private func handle(_ events: [ArrivedEvent], parking unfit: [ParkedEvent]) async throws {
        let handled = try await pool.withTransaction { transaction in
            for event in unfit { try event.park(in: transaction) }
            guard !events.isEmpty else { return 0 }
            return try await self.handlers.receive(events.map(\.envelope), log: self.log, in: transaction)
        }
        state.withLock { state in
            state.status.handled += handled
            state.status.repeated += events.count - handled
            state.status.parked += unfit.count
        }
    }

    private func park(_ event: ParkedEvent) async throws {
        guard let envelope = event.envelope else { return }
        try await pool.withTransaction { transaction in
            guard try await !Inbox.claim([envelope], in: transaction).isEmpty else { return }
            try event.park(in: transaction)
        }
        state.withLock { $0.status.parked += 1 }
    }

    /// Does work in spite of outages, which are waited out, and of lost races, which are run again a few times.
    private func patiently(_ work: () async throws -> Void) async throws {
        var backoff = Backoff()
        var conflicts = 0
        while true {
            do {
                return try await work()
            } catch let error as PostgresError where error.isOutage || error.kind == .exhausted {
                logger.warning("holding a batch while the database is away", metadata: ["reason": "\(error)"])
                await stopped.wait(atMost: backoff.next())
                guard holdsOn else { throw CancellationError() }
            } catch let error as PostgresError where error.isRetriable && conflicts < Self.maximumConflicts {
                conflicts += 1
            }
        }
    }
}
