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
    let subscription: Subscription
    let consumer: AMQPConsumer
    let pool: PostgresPool
    private let handlers: EventHandlers
    private let log: EventLog
    private let patience: Duration
    private let maximumHold: Duration
    let logger: Logger
    let state = Mutex(State())
    private let stopped = Wakeup()

    struct State {
        var status = PumpStatus()
        var isRunning = false
        var isStopping = false
        /// Those who wait until a partition is out of hand.
        var departures: [Int: Wakeup] = [:]
        /// What waits for deliveries.
        var waiting: Task<[AMQPDelivery], any Error>?
        /// The queues of the batch in hand.
        var inHand: Set<String> = []
        var watch = RedeliveryWatch()
        var outage = OutageReport()
    }

    /// How many messages are taken at once.
    static let maximumMessages = 64
    /// How many messages of each queue a consumer is to be sent ahead: of the usual two partitions of two sources as many as
    /// are taken at once. They lie in memory, all of them must be out of hand before a partition is given away, and they count
    /// as delivered in vain if the process dies.
    public static let prefetch = maximumMessages / 4
    /// How many bytes of messages are taken at once. What they say takes a multiple of that in memory.
    static let maximumBytes = 1024 * 1024
    /// How long a stop goes on with what was delivered already.
    static let maximumDrain = Duration.seconds(3)
    /// How often it is looked whether a partition is out of hand, when no batch has ended meanwhile.
    static let departureInterval = Duration.milliseconds(50)

    /// Makes a pump; ``run()`` starts it.
    /// - Parameters:
    ///   - consumer: declares the subscription's topology and consumes no queue yet.
    ///   - patience: how long what arrives behind a small batch is left to gather.
    ///   - maximumHold: how long a batch is held while the database is away, before it is given back. Shorter than the
    ///     broker's `consumer_timeout`, which closes the channel: 30 minutes unless set.
    public init(
        subscription: Subscription, consumer: AMQPConsumer, pool: PostgresPool, handlers: EventHandlers, log: EventLog,
        patience: Duration = .zero, maximumHold: Duration = .seconds(600), logger: Logger
    ) {
        self.subscription = subscription
        self.consumer = consumer
        self.pool = pool
        self.handlers = handlers
        self.log = log
        self.patience = patience
        self.maximumHold = maximumHold
        self.logger = logger
    }

    /// How much it has done.
    public var currentStatus: PumpStatus {
        state.withLock { $0.status }
    }

    /// The queues that are taken one message at a time, since the process may have died of one of theirs.
    var carefulQueues: Set<String> {
        state.withLock { $0.watch.queues }
    }
}

// MARK: - The course

extension Pump {
    /// Runs until it is stopped, the task is cancelled or the consumer closed. Outages of the database are waited out
    /// with the batch in hand; those of the broker are the consumer's affair.
    public func run() async {
        state.withLock { $0.isRunning = true }
        defer { state.withLock { $0.isRunning = false } }
        var backoff = Backoff()
        var pause: Duration?
        var pace = BatchPace(patience: patience)
        while goesOn, let deliveries = await nextBatch(after: pause, rest: pace.rest(at: .now)) {
            pace.taken(at: .now)
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
            pace.settled(isLarge: Self.isLarge(deliveries), at: .now)
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

    /// Whether there may be more where that came from: it is as much as one queue has sent ahead, or half of what is taken at once.
    private static func isLarge(_ deliveries: [AMQPDelivery]) -> Bool {
        deliveries.count >= prefetch || deliveries.reduce(0) { $0 + $1.body.count } >= maximumBytes / 2
    }

    private var goesOn: Bool {
        !Task.isCancelled && !state.withLock { $0.isStopping }
    }

    /// Whether a batch is held while the database is away. Not when somebody waits for it to be out of hand.
    private var holdsOn: Bool {
        !Task.isCancelled && state.withLock { !$0.isStopping && $0.departures.isEmpty }
    }

    /// What arrives next; nil when nothing more is to be taken.
    /// - Parameters:
    ///   - pause: for how long nothing is consumed before that, all having been given back.
    ///   - rest: for how long what arrives is left to gather.
    private func nextBatch(after pause: Duration?, rest: Duration?) async -> [AMQPDelivery]? {
        let waiting = state.withLock { state -> Task<[AMQPDelivery], any Error>? in
            if state.isStopping { return nil }
            let waiting = Task { [consumer, pool] in
                if let pause {
                    try await Task.sleep(for: pause)
                    try await Self.awaitDatabase(pool)
                    await consumer.resume()
                }
                if let rest { try await Task.sleep(for: rest) }
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

    /// Waits until the database answers. What is taken before that would only be given back once more.
    private static func awaitDatabase(_ pool: PostgresPool) async throws {
        var backoff = Backoff()
        while await isAway(pool) { try await Task.sleep(for: backoff.next()) }
    }

    private static func isAway(_ pool: PostgresPool) async -> Bool {
        do {
            try await pool.execute("SELECT")
            return false
        } catch {
            return error.isUnavailability
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
    }
}

// MARK: - A batch

extension Pump {
    /// Handles what was delivered, and tells the broker. At its end every event is handled, known, stored or parked.
    private func settle(_ deliveries: [AMQPDelivery]) async throws {
        let returns = await consumer.returnCount
        let (watch, change) = state.withLock { state in
            state.inHand = Set(deliveries.map(\.queue))
            let watch = state.watch
            return (watch, state.watch.note(deliveries, returns: returns))
        }
        for queue in change.careful { try await consumer.setPrefetch(1, of: queue) }
        let arrival = Arrival(deliveries, on: Day(of: .wallTime())) { watch.isSuspect($0, returns: returns) }
        try await follow(
            BatchCourse(
                isSuspect: arrival.events.map(\.isSuspect), hasUnfit: arrival.hasUnfit, maximumHold: maximumHold),
            with: PumpWork(pool: pool, handlers: handlers, log: log, logger: logger, arrival: arrival))
        await consumer.acknowledge(deliveries.map(\.receipt))
        for queue in change.usual { try await consumer.setPrefetch(nil, of: queue) }
    }

    private func follow(_ batch: BatchCourse, with work: PumpWork) async throws {
        var course = batch
        var step = course.first
        var backoff = Backoff()
        while true {
            let outcome: BatchCourse.Outcome
            switch step {
            case .acknowledge: return
            case .giveBack(let reason): throw HeldUp(reason: reason)
            case .hold:
                await stopped.wait(atMost: backoff.next())
                guard holdsOn else {
                    throw HeldUp(reason: "the database is away, and somebody waits for the batch to be out of hand")
                }
                outcome = .waited
            default:
                outcome = try await work.perform(step) { outcome in state.withLock { $0.status.add(outcome) } }
                note(outcome)
            }
            step = course.next(after: outcome, at: .now)
        }
    }

    /// Tells the log of an outage: once, however many attempts it lasts.
    private func note(_ outcome: BatchCourse.Outcome) {
        let (line, reason): (OutageReport.Line?, String) = state.withLock { state in
            if case .outage(let reason) = outcome {
                state.status.heldSince = state.status.heldSince ?? .now
                return (state.outage.failed(at: .now), reason)
            }
            state.status.heldSince = nil
            return (state.outage.recovered(at: .now), "")
        }
        switch line {
        case .began: logger.warning("holding a batch while the database is away", metadata: ["reason": "\(reason)"])
        case .lasts(let length):
            logger.warning(
                "still holding a batch while the database is away",
                metadata: ["reason": "\(reason)", "since": "\(length)"])
        case .ended(let length): logger.notice("handling goes on", metadata: ["after": "\(length)"])
        case nil: break
        }
    }

    /// A batch that can neither be handled nor parked now.
    private struct HeldUp: Error, CustomStringConvertible {
        var reason: String
        var description: String { reason }
    }
}
