public import AMQP
internal import Eventing
public import Logging
public import Postgres
import Synchronization
internal import Vocabulary

/// Takes what arrives on a service's queues and hands it to the handlers: a batch of events in one transaction.
///
/// Claim, effects and the events told in turn are committed together, and only then is the broker told. A crash before
/// that brings the batch again, and the inbox knows it.
public final class Pump: Sendable {
    private let consumer: AMQPConsumer
    private let pool: PostgresPool
    private let handlers: EventHandlers
    private let log: EventLog
    private let logger: Logger
    private let status = Mutex(PumpStatus())
    private let waiting = Mutex(Waiting())
    private let stopped = Wakeup()

    private struct Waiting {
        var isStopping = false
        var task: Task<[AMQPDelivery], any Error>?
    }

    /// How many messages are taken at once.
    static let maximumMessages = 64
    /// How many bytes of messages are taken at once.
    static let maximumBytes = 4 * 1024 * 1024
    /// How often work that lost to another transaction is tried again before it counts as failed.
    static let maximumConflicts = 5

    /// Makes a pump; ``run()`` starts it.
    public init(
        consumer: AMQPConsumer, pool: PostgresPool, handlers: EventHandlers, log: EventLog, logger: Logger
    ) {
        self.consumer = consumer
        self.pool = pool
        self.handlers = handlers
        self.log = log
        self.logger = logger
    }

    /// How much it has done.
    public var currentStatus: PumpStatus {
        status.withLock { $0 }
    }

    /// Runs until it is stopped, the task is cancelled or the consumer closed. Outages of the database are waited out
    /// with the batch in hand; those of the broker are the consumer's affair.
    public func run() async {
        var backoff = Backoff()
        var pause: Duration?
        while let deliveries = await nextBatch(after: pause) {
            do {
                try await see(through: Arrival(deliveries, on: Day(of: .wallTime())))
                if let last = deliveries.last {
                    await consumer.acknowledge(through: last.receipt)
                }
                backoff.reset()
                pause = nil
            } catch {
                if !goesOn { return }
                // What was in hand, which could not even be parked, comes again after the pause.
                logger.error("the pump pauses", metadata: ["reason": "\(error)"])
                await consumer.giveBack()
                pause = backoff.next()
            }
        }
    }

    /// Lets ``run()`` return after the batch in hand, or without it while the database is away: it comes again.
    public func stop() {
        let task = waiting.withLock { waiting in
            waiting.isStopping = true
            return waiting.task
        }
        task?.cancel()
        stopped.signal()
    }

    private var goesOn: Bool {
        !Task.isCancelled && !waiting.withLock { $0.isStopping }
    }

    /// What arrives next; nil when nothing more is to be taken.
    /// - Parameter pause: for how long nothing is consumed before that, all having been given back.
    private func nextBatch(after pause: Duration?) async -> [AMQPDelivery]? {
        let task = waiting.withLock { waiting -> Task<[AMQPDelivery], any Error>? in
            if waiting.isStopping { return nil }
            let task = Task { [consumer] in
                if let pause {
                    try await Task.sleep(for: pause)
                    await consumer.resume()
                }
                return try await consumer.nextBatch(maximum: Self.maximumMessages, maximumBytes: Self.maximumBytes)
            }
            waiting.task = task
            return task
        }
        guard let task else { return nil }
        return await withTaskCancellationHandler {
            try? await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// At its end every event is handled, known or parked.
    private func see(through arrival: Arrival) async throws {
        do {
            try await patiently { try await self.handle(arrival.events, besides: arrival) }
        } catch {
            if !goesOn { throw error }
            logger.error("a batch failed; its events are tried one by one", metadata: ["reason": "\(error)"])
            try await patiently { try await self.handle([], besides: arrival) }
            for event in arrival.events {
                try await handleAlone(event)
            }
        }
    }

    private func handleAlone(_ event: ArrivedEvent) async throws {
        do {
            try await patiently { try await self.handle([event], besides: nil) }
        } catch {
            if !goesOn { throw error }
            logger.error(
                "an event is parked",
                metadata: ["id": "\(event.envelope.id)", "type": "\(event.envelope.type)", "reason": "\(error)"])
            let parked = ParkedEvent(event, .failed, error: "\(error)", attempts: 2)
            try await patiently { try await self.park(parked) }
        }
    }

    private func handle(_ events: [ArrivedEvent], besides arrival: Arrival?) async throws {
        let unfit = arrival?.unfit ?? []
        let handled = try await pool.withTransaction { transaction in
            for word in arrival?.words ?? [] { try word.note(in: transaction) }
            for event in unfit { try event.park(in: transaction) }
            guard !events.isEmpty else { return 0 }
            return try await self.handlers.receive(events.map(\.envelope), log: self.log, in: transaction)
        }
        status.withLock { status in
            status.handled += handled
            status.repeated += events.count - handled
            status.parked += unfit.count
        }
    }

    private func park(_ event: ParkedEvent) async throws {
        guard let envelope = event.envelope else { return }
        try await pool.withTransaction { transaction in
            guard try await !Inbox.claim([envelope], in: transaction).isEmpty else { return }
            try event.park(in: transaction)
        }
        status.withLock { $0.parked += 1 }
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
                guard goesOn else { throw CancellationError() }
            } catch let error as PostgresError where error.isRetriable && conflicts < Self.maximumConflicts {
                conflicts += 1
            }
        }
    }
}

/// What a pump has done since its start.
public struct PumpStatus: Sendable, Equatable {
    /// Events that took effect.
    public internal(set) var handled = 0
    /// Events that were known already.
    public internal(set) var repeated = 0
    /// Events that were parked.
    public internal(set) var parked = 0
}
