public import Logging
public import Postgres
import Synchronization
public import Vocabulary

/// Works the deadlines that have passed, each once, the earliest first; those of one subject strictly in order.
///
/// One instance of a service works at a time, so that the order holds; if two did, each deadline would be worked by one
/// of them still, since it is struck out in the transaction of its effect. After an outage all that came due meanwhile is
/// worked at once, with the time that it was due. A deadline whose handler fails is tried again at growing intervals;
/// later ones of its subject wait for it, and all others go on. The log hears of it when it begins to fail, and when it is
/// worked at last.
public final class DeadlineWorker: Sendable {
    private let pool: PostgresPool
    private let log: EventLog
    private let handlers: DeadlineHandlers
    private let now: @Sendable () -> Instant
    private let logger: Logger
    private let status = Mutex(DeadlineStatus())
    private let lines = Mutex((failing: LineAllowance(), recovered: LineAllowance()))

    /// How often the worker looks.
    static let interval = Duration.milliseconds(200)

    /// Makes a worker; ``run()`` starts it.
    /// - Parameter now: the time by which deadlines pass.
    public init(
        pool: PostgresPool, log: EventLog, handlers: DeadlineHandlers, now: @escaping @Sendable () -> Instant,
        logger: Logger
    ) {
        self.pool = pool
        self.log = log
        self.handlers = handlers
        self.now = now
        self.logger = logger
    }

    /// How much it has done.
    public var currentStatus: DeadlineStatus {
        status.withLock { $0 }
    }

    /// Runs until the task is cancelled. Outages of the database are waited out.
    public func run() async {
        var outage = OutageReport()
        // What is late from now on is another instance's.
        defer { status.withLock { $0.lateness = 0 } }
        while !Task.isCancelled {
            do {
                try await workAll()
                if case .ended(let length) = outage.recovered(at: .now) {
                    logger.info("deadlines are worked again", metadata: ["after": "\(length)"])
                }
            } catch {
                if Task.isCancelled { return }
                if let line = outage.failed(at: .now) {
                    logger.warning("deadlines wait", metadata: ["outage": "\(line)", "reason": "\(error)"])
                }
            }
            tellOfTheRest()
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Works what has passed, until nothing is left that can be worked now.
    private func workAll() async throws {
        while !Task.isCancelled {
            let batch = try await ready()
            guard let first = batch.first else { break }
            status.withLock { $0.lateness = max(0, now().milliseconds - first.due.milliseconds) }
            do {
                // What somebody has hold of is looked at again after a pause.
                if try await work(batch) == 0 { return }
            } catch {
                if Task.isCancelled || (error as? PostgresError)?.isUnavailability == true { throw error }
                try await workOneByOne(batch)
            }
        }
        status.withLock { $0.lateness = 0 }
    }

    private func workOneByOne(_ batch: [DueDeadline]) async throws {
        for deadline in batch {
            do {
                _ = try await work([deadline])
            } catch {
                if Task.isCancelled || (error as? PostgresError)?.isUnavailability == true { throw error }
                try await putOff(deadline, because: error)
            }
        }
    }

    /// The earliest deadlines of one kind that nothing stands in the way of.
    private func ready() async throws -> [DueDeadline] {
        try await DueDeadline.ready(of: handlers.handlers.keys.sorted(), at: now(), in: pool)
    }

    /// Strikes deadlines out and handles those that were still there.
    /// - Returns: how many.
    private func work(_ batch: [DueDeadline]) async throws -> Int {
        guard let kind = batch.first?.kind, let handler = handlers.handlers[kind] else { return 0 }
        let worked = try await pool.withTransaction { transaction in
            try transaction.findByIndex()
            let passed = try await DueDeadline.strike(batch, of: kind, in: transaction)
            guard !passed.isEmpty else { return passed }
            let spans = WorkSpans(working: passed, of: kind)
            do {
                try self.log.append(try await handler(spans.placing(passed), transaction), in: transaction)
            } catch {
                spans.fail(error)
                throw error
            }
            spans.end(afterCommitOf: transaction)
            return passed
        }
        status.withLock { $0.worked += worked.count }
        let failed = batch.filter { $0.failures > 0 }
        let subjects = failed.isEmpty ? [] : Set(worked.map(\.subject))
        for deadline in failed where subjects.contains(deadline.subject) { tellOfRecovery(of: deadline) }
        return worked.count
    }

    private func putOff(_ deadline: DueDeadline, because error: any Error) async throws {
        try await deadline.putOff(for: Self.pause(after: deadline.failures + 1), because: "\(error)", in: pool)
        status.withLock { $0.failed += 1 }
        guard deadline.failures == 0, lines.withLock({ $0.failing.take(at: .now) }) else { return }
        logger.error(
            "a deadline fails, and is tried again until it can be worked",
            metadata: ["kind": "\(deadline.kind)", "subject": "\(deadline.subject)", "reason": "\(error)"])
    }

    private func tellOfRecovery(of deadline: DueDeadline) {
        guard lines.withLock({ $0.recovered.take(at: .now) }) else { return }
        logger.notice(
            "a deadline that failed is worked at last",
            metadata: [
                "kind": "\(deadline.kind)", "subject": "\(deadline.subject)", "failures": "\(deadline.failures)",
            ])
    }

    /// Tells how many deadlines had no line of their own.
    private func tellOfTheRest() {
        let (failing, recovered) = lines.withLock { ($0.failing.close(at: .now), $0.recovered.close(at: .now)) }
        if let failing {
            logger.error(
                "more deadlines have begun to fail; `events status` counts them", metadata: ["more": "\(failing)"])
        }
        if let recovered {
            logger.notice("more deadlines that failed are worked at last", metadata: ["more": "\(recovered)"])
        }
    }

    /// How long a deadline rests after it has failed so often: from a second, doubled each time, up to ten minutes.
    static func pause(after failures: Int32) -> Duration {
        min(.seconds(1) * (1 << min(max(failures, 1) - 1, 20)), .seconds(600))
    }
}

/// What a worker of deadlines has done since its start.
public struct DeadlineStatus: Sendable, Equatable {
    /// Deadlines that took effect.
    public internal(set) var worked = 0
    /// Attempts that failed on one deadline alone.
    public internal(set) var failed = 0
    /// By how much the earliest one that is being worked is late, in milliseconds of the time that deadlines go by; 0 when
    /// none has passed.
    public internal(set) var lateness: Int64 = 0
}
