public import AMQP
internal import Eventing
public import Logging
public import Postgres
internal import Vocabulary

/// Asks others for what a service lacks: the versions of its gaps, and the logs that were ordered, again until they come.
///
/// The answers arrive on the service's queue for refills, and the pump takes them as it takes all events.
public struct RefillAsker: Sendable {
    private let service: String
    private let pool: PostgresPool
    private let publisher: AMQPPublisher
    private let logger: Logger

    /// How often it looks for what is lacking.
    static let interval = Duration.milliseconds(500)

    /// Makes an asker; ``run()`` starts it.
    /// - Parameter service: who asks.
    public init(service: String, pool: PostgresPool, publisher: AMQPPublisher, logger: Logger) {
        self.service = service
        self.pool = pool
        self.publisher = publisher
        self.logger = logger
    }

    /// Runs until the task is cancelled, which may happen at any point.
    public func run() async {
        var outage = OutageReport()
        while !Task.isCancelled {
            do {
                while try await ask() {}
                _ = outage.recovered(at: .now)
            } catch {
                if Task.isCancelled { return }
                if outage.failed(at: .now) != nil {
                    logger.warning("what is lacking is not asked for", metadata: ["reason": "\(error)"])
                }
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    /// Asks for what is due, and returns whether there may be more. What is lost on the way is due again later.
    private func ask() async throws -> Bool {
        guard try await isAnythingDue() else { return false }
        let requests = try await pool.withTransaction { transaction in
            let book = RefillBook(in: transaction)
            return try await book.logsToAskFor() + book.versionsToAskFor()
        }
        let messages = try requests.map { try $0.message(from: service) }
        for (request, outcome) in zip(requests, await publisher.publish(messages)) where outcome != .confirmed {
            logger.warning(
                "a request is not taken; is \(request.source.service) migrated, and the broker well?",
                metadata: ["source": "\(request.source)", "outcome": "\(outcome)"])
        }
        return requests.contains { $0.versions.count == RefillRequest.maximumSubjects }
    }

    /// Looks without writing, since most of the time nothing is lacking.
    private func isAnythingDue() async throws -> Bool {
        try await pool.query(
            """
            SELECT EXISTS (SELECT FROM refill WHERE finished_at IS NULL)
                OR EXISTS (SELECT FROM gap WHERE kept_from IS NULL)
            """
        ).decode(Bool.self) == [true]
    }
}
