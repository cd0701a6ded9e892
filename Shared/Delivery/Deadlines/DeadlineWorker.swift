public import Logging
public import Postgres
internal import Tracing
public import Vocabulary

/// What a service does when deadlines of a kind have passed.
public struct DeadlineHandlers: Sendable {
    /// Handles the subjects whose deadline has passed, the earliest first, and returns what is to be told. The deadlines
    /// are struck out in the same transaction.
    public typealias Handler = @Sendable ([Passed], PostgresTransaction) async throws -> [PendingEvent]

    /// A deadline that has passed.
    public struct Passed: Sendable, Equatable {
        /// The aggregate's identifier.
        public let subject: String
        /// When it was due: the time that counts, however late it is worked.
        public let due: Instant
    }

    private(set) var handlers: [String: Handler] = [:]

    /// Handles nothing.
    public init() {}

    /// Handles the deadlines of a kind.
    public mutating func on(_ kind: String, _ handle: @escaping Handler) {
        precondition(handlers[kind] == nil, "deadlines of kind \(kind) have a handler already")
        handlers[kind] = handle
    }
}

/// Works the deadlines that have passed: in order, each once, whichever instance gets hold of it.
public struct DeadlineWorker: Sendable {
    private let pool: PostgresPool
    private let log: EventLog
    private let handlers: DeadlineHandlers
    private let now: @Sendable () -> Instant
    private let logger: Logger

    /// How often the worker looks.
    static let interval = Duration.milliseconds(200)
    /// How many deadlines are worked in one transaction.
    static let batchSize = 256

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

    /// Runs until the task is cancelled. What fails is tried again at the next look.
    public func run() async {
        while !Task.isCancelled {
            for kind in handlers.handlers.keys.sorted() {
                do {
                    while try await work(kind) == Self.batchSize {}
                } catch {
                    if Task.isCancelled { return }
                    logger.error("deadlines wait", metadata: ["kind": "\(kind)", "reason": "\(error)"])
                }
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Works the earliest deadlines of a kind, and returns how many it found.
    private func work(_ kind: String) async throws -> Int {
        guard let handler = handlers.handlers[kind] else { return 0 }
        return try await pool.withTransaction { transaction in
            // Locked rows are another instance's; skipping them lets both go on.
            let rows = try await transaction.query(
                """
                DELETE FROM deadline WHERE (kind, subject) IN (
                    SELECT kind, subject FROM deadline WHERE kind = \(kind) AND due <= \(now())
                    ORDER BY due, subject LIMIT \(Self.batchSize) FOR UPDATE SKIP LOCKED)
                RETURNING subject, due
                """)
            let passed = try rows.decode(String.self, Instant.self)
                .map { DeadlineHandlers.Passed(subject: $0.0, due: $0.1) }
                .sorted { ($0.due, $0.subject) < ($1.due, $1.subject) }
            if passed.isEmpty { return 0 }
            // Nobody asked for it, so that it begins a trace of its own.
            let told = try await withSpan("deadlines \(kind)", context: .topLevel) { _ in
                try await handler(passed, transaction)
            }
            try log.append(told, in: transaction)
            return passed.count
        }
    }
}
