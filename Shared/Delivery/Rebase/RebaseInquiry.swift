public import AMQP
public import Eventing
public import Vocabulary

/// Asks all who listen to a restored service what they heard of it.
///
/// The service does not run meanwhile: nothing is told that would be numbered as what the dump does not have.
public struct RebaseInquiry: Sendable {
    private let subscription: Subscription
    private let broker: AMQPConfiguration
    private let publications: [Publication]
    private let absent: Set<String>

    /// How many answers may be under way at once.
    static let prefetch = 2000

    /// Prepares to ask.
    /// - Parameters:
    ///   - subscription: the restored service's.
    ///   - broker: leads to where it asks and is answered.
    ///   - publications: what it tells, and to whom.
    ///   - absent: listeners that are not asked, since they will not answer.
    public init(
        subscription: Subscription, broker: AMQPConfiguration, publications: [Publication], without absent: Set<String>
    ) {
        self.subscription = subscription
        self.broker = broker
        self.publications = publications.filter { !absent.isSuperset(of: $0.audience) }
        self.absent = absent
    }

    /// Asks, and waits until all have answered.
    /// - Parameters:
    ///   - since: when the last event was told that the dump has.
    ///   - limit: how long an answer is waited for after the one before.
    ///   - onProgress: told who has still to answer, each time that changes.
    /// - Throws: ``RebaseFault`` naming who does not answer.
    public func ask(
        since: Instant, patience limit: Duration, onProgress: ([String]) -> Void
    ) async throws -> HeardByOthers {
        let id = UUIDv7.make()
        let consumer = AMQPConsumer(
            broker, topology: subscription.topology, queues: [subscription.requestQueue], prefetch: Self.prefetch)
        let outcome: Result<HeardByOthers, any Error>
        do {
            try await consumer.connected(within: .seconds(20))
            try await put(id, since: since)
            outcome = .success(try await gather(id, from: consumer, patience: limit, onProgress: onProgress))
        } catch {
            outcome = .failure(error)
        }
        await consumer.close()
        return try outcome.get()
    }

    private func put(_ id: UUIDv7, since: Instant) async throws {
        let publisher = AMQPPublisher(broker)
        var outcomes: [PublishOutcome] = []
        do {
            try await publisher.connected(within: .seconds(20))
            let messages = try publications.flatMap { publication in
                try (0..<subscription.partitioning.count).map { partition in
                    try HeardQuestion(
                        id: id, source: publication.source, partition: Int32(partition), since: since
                    ).message(by: subscription.partitioning)
                }
            }
            outcomes = await publisher.publish(messages)
        } catch {
            await publisher.close()
            throw error
        }
        await publisher.close()
        if let outcome = outcomes.first(where: { $0 != .confirmed }) { throw RebaseFault.unasked("\(outcome)") }
    }

    /// What is no answer to the question stays for the desk of the running service.
    private func gather(
        _ id: UUIDv7, from consumer: AMQPConsumer, patience limit: Duration, onProgress: ([String]) -> Void
    ) async throws -> HeardByOthers {
        var heard = HeardByOthers(publications, without: absent)
        onProgress(heard.awaited.keys.sorted())
        while !heard.awaited.isEmpty {
            let awaited = heard.awaited.count
            guard let deliveries = try await next(from: consumer, within: limit) else {
                throw RebaseFault.silent(heard.awaited.keys.sorted())
            }
            for delivery in deliveries where delivery.properties.type == HeardReport.messageType {
                let report = try HeardReport(decoding: delivery.body)
                let listener = delivery.routingKey.split(separator: ".").first.map(String.init) ?? ""
                if report.question == id { heard.take(report, from: listener) }
                await consumer.acknowledge([delivery.receipt])
            }
            if heard.awaited.count < awaited { onProgress(heard.awaited.keys.sorted()) }
        }
        return heard
    }

    private func next(from consumer: AMQPConsumer, within limit: Duration) async throws -> [AMQPDelivery]? {
        let waiting = Task { try await consumer.nextBatch(maximum: 64) }
        let timer = Task {
            try await Task.sleep(for: limit)
            waiting.cancel()
        }
        defer { timer.cancel() }
        do {
            return try await waiting.value
        } catch AMQPError.cancelled {
            return nil
        }
    }
}

/// Why a schema cannot be rebased.
public enum RebaseFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The service runs.
    case running
    /// The question could not be put to all.
    case unasked(String)
    /// Listeners that did not answer.
    case silent([String])

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .running: "the service runs; stop every instance of it, and run `events rebase` again"
        case .unasked(let outcome):
            "the listeners could not be asked (\(outcome)); see that the broker is well and their queues are there"
        case .silent(let listeners):
            "no answer from \(listeners.joined(separator: ", ")); start them, or pass them over with --without: what only"
                + " they heard is then not known to be lost"
        }
    }
}
