public import AMQP
public import Eventing
public import Logging
public import Postgres
import Synchronization
internal import Vocabulary

/// Answers what others ask of a service's log: versions that they lack, or all that was told of a source.
///
/// One instance of the service does so at a time: it is a ``SoleWork``. Where an answer stands is kept in the schema, so that
/// another one goes on with it. What is told again is known by those who heard it before.
public final class RefillDesk: Sendable {
    private let subscription: Subscription
    private let database: PostgresConfiguration
    private let broker: AMQPConfiguration
    private let publisher: AMQPPublisher
    private let audience: [EventSource: Set<String>]
    private let logger: Logger
    private let pace: Mutex<RefillPace>
    private let status = Mutex(RefillDeskStatus())
    private let wakeup = Wakeup()

    /// How often it looks for what others ask by the way of the events.
    static let interval = Duration.seconds(2)
    /// How long an asker is left alone whose queue does not take what it asked for.
    static let patience = Duration.seconds(5)

    /// Makes a desk; ``run()`` starts it.
    /// - Parameters:
    ///   - subscription: the service's own, which says where it is asked.
    ///   - database: leads to the service's schema.
    ///   - broker: leads to where it is asked; `publisher` answers.
    ///   - publications: what the service tells, and to whom. Others are told nothing.
    ///   - eventsPerSecond: how many events are told again at most.
    public init(
        subscription: Subscription, database: PostgresConfiguration, broker: AMQPConfiguration,
        publisher: AMQPPublisher, publications: [Publication], eventsPerSecond: Int, logger: Logger
    ) {
        self.subscription = subscription
        self.database = database
        self.broker = broker
        self.publisher = publisher
        audience = Dictionary(publications.map { ($0.source, Set($0.audience)) }) { $0.union($1) }
        self.logger = logger
        pace = Mutex(RefillPace(eventsPerSecond: eventsPerSecond))
    }

    /// How much it has done.
    public var currentStatus: RefillDeskStatus {
        status.withLock { $0 }
    }

    /// Runs until the task is cancelled, which may happen at any point. Outages are waited out.
    public func run() async {
        var backoff = Backoff()
        var outage = OutageReport()
        while !Task.isCancelled {
            do {
                try await answer {
                    backoff.reset()
                    _ = outage.recovered(at: .now)
                }
            } catch {
                if Task.isCancelled { return }
                if outage.failed(at: .now) != nil {
                    logger.warning("refills pause", metadata: ["reason": "\(error)"])
                }
                try? await Task.sleep(for: backoff.next())
            }
        }
    }

    /// Answers until something fails.
    private func answer(onProgress: () -> Void) async throws {
        let session = try await PostgresConnection.connect(database)
        let consumer = AMQPConsumer(
            broker, topology: subscription.topology, queues: [subscription.requestQueue], prefetch: 16)
        defer { status.withLock { $0.isAnswering = false } }
        let outcome: Result<Void, any Error>
        do {
            try await consumer.connected(within: .seconds(20))
            status.withLock { $0.isAnswering = true }
            onProgress()
            outcome = .success(
                try await withThrowingTaskGroup { group in
                    group.addTask { try await self.takeRequests(from: consumer, on: session) }
                    group.addTask { try await self.answerLogs(on: session) }
                    try await group.next()
                    group.cancelAll()
                })
        } catch {
            outcome = .failure(error)
        }
        await consumer.close()
        await session.close()
        try outcome.get()
    }

    // MARK: - Requests

    private func takeRequests(from consumer: AMQPConsumer, on session: PostgresConnection) async throws {
        while true {
            for delivery in try await consumer.nextBatch(maximum: 16) {
                do {
                    try await take(delivery, on: session)
                } catch let refusal as NotTaken {
                    // It is asked again when there is a queue for the answer.
                    logger.warning("an answer is not taken", metadata: ["reason": "\(refusal)"])
                } catch let fault as EventFault {
                    logger.error("a request cannot be read", metadata: ["reason": "\(fault)"])
                }
                await consumer.acknowledge([delivery.receipt])
            }
        }
    }

    /// The first word of the key is the asker: the broker lets nobody write another's, but by a detour.
    private func take(_ delivery: AMQPDelivery, on session: PostgresConnection) async throws {
        if let detour = delivery.detour {
            return logger.error(
                "a request is forged; `topology diff` shows by which way it came",
                metadata: ["key": "\(delivery.routingKey)", "reason": "it \(detour)"])
        }
        guard delivery.properties.type == RefillRequest.messageType,
            let asker = delivery.routingKey.split(separator: ".").first.map(String.init)
        else { return }
        let request = try RefillRequest(decoding: delivery.body)
        status.withLock { $0.requests += 1 }
        guard audience[request.source]?.contains(asker) == true else {
            logger.error(
                "a request of one who is no listener", metadata: ["asker": "\(asker)", "source": "\(request.source)"])
            let refusal = "\(request.source) is not told to \(asker); its publication's audience says to whom"
            return try await send([RefillNews(of: request, refusal: refusal).message(to: asker)], to: asker)
        }
        if !request.versions.isEmpty {
            try await answerVersions(request, to: asker, on: session)
        } else if try await RefillAnswer.take(request, from: asker, on: session) {
            wakeup.signal()
        } else {
            logger.notice("a request waits until others of its asker are answered", metadata: ["asker": "\(asker)"])
        }
    }

    private func answerVersions(
        _ request: RefillRequest, to asker: String, on session: PostgresConnection
    ) async throws {
        let reader = RefillReader(session: session, source: request.source)
        var pieces: [RefillPiece] = []
        for versions in request.versions {
            let (found, untold) = try await reader.pieces(of: versions)
            if let untold {
                logger.error(
                    "versions are asked for that were never told; after a restore, run `events rebase`",
                    metadata: ["asker": "\(asker)", "subject": "\(untold.subject)", "from": "\(untold.from)"])
            }
            pieces += found
            guard pieces.count >= RefillReader.pageSize else { continue }
            try await send(pieces, answering: request, to: asker)
            pieces = []
        }
        try await send(pieces, answering: request, to: asker)
    }

    private func send(_ pieces: [RefillPiece], answering request: RefillRequest, to asker: String) async throws {
        for piece in RefillPiece.joined(pieces) {
            try await send(piece, answering: request.id, of: request.source, to: asker)
            try await pause(after: piece.events)
        }
    }

    // MARK: - Logs

    /// Answers go on in turns, a page each.
    private func answerLogs(on session: PostgresConnection) async throws {
        var leftAlone: [UUIDv7: ContinuousClock.Instant] = [:]
        while true {
            try await reportHeard(on: session)
            let open = try await RefillAnswer.open(of: subscription.subscriber, on: session)
            let due = open.filter { leftAlone[$0.id].map { $0 < .now } ?? true }
            if due.isEmpty { await wakeup.wait(atMost: Self.interval) }
            try Task.checkCancellation()
            for answer in due {
                do {
                    try await goOn(with: answer, on: session)
                } catch let refusal as NotTaken {
                    logger.warning("an answer is not taken", metadata: ["reason": "\(refusal)"])
                    leftAlone[answer.id] = .now + Self.patience
                }
            }
        }
    }

    /// Sends the next page. A crash before it is noted sends it again.
    private func goOn(with answer: RefillAnswer, on session: PostgresConnection) async throws {
        if let beginning = try await answer.beginning(on: session) {
            let news = RefillNews(of: answer.id, source: answer.source, beginning: beginning)
            try await send([news.message(to: answer.asker)], to: answer.asker)
        }
        var answer = answer
        let pieces = try await answer.nextPage(on: session)
        for piece in pieces { try await send(piece, answering: answer.id, of: answer.source, to: answer.asker) }
        let events = pieces.flatMap(\.events)
        let isFinished = events.isEmpty
        let progress = RefillProgress(
            sent: answer.sent, through: events.last?.envelope.time, isFinished: isFinished)
        let news = RefillNews(of: answer.id, source: answer.source, progress: progress)
        try await send([news.message(to: answer.asker)], to: answer.asker)
        try await answer.save(isFinished: isFinished, on: session)
        try await pause(after: events)
    }

    /// Tells services that were restored what was heard of them.
    private func reportHeard(on session: PostgresConnection) async throws {
        let reporter = HeardReporter(session: session, subscription: subscription)
        for question in try await reporter.questions() {
            do {
                try await reporter.answer(question) { report in
                    try await self.send(
                        [report.message(from: self.subscription.subscriber)], to: question.service)
                }
                logger.notice("told a restored service what was heard of it", metadata: ["of": "\(question.service)"])
            } catch let refusal as NotTaken {
                logger.warning("a report is not taken", metadata: ["reason": "\(refusal)"])
            }
        }
    }

    // MARK: - Sending

    /// Another service's queue does not take what is for it.
    private struct NotTaken: Error, CustomStringConvertible {
        var description: String
    }

    private func send(
        _ piece: RefillPiece, answering request: UUIDv7, of source: EventSource, to asker: String
    ) async throws {
        switch piece {
        case .events(let events): try await tellAgain(events, of: source, to: asker)
        case .gone(let gone):
            try await send([RefillNews(of: request, source: source, gone: gone).message(to: asker)], to: asker)
        }
    }

    private func tellAgain(_ events: [LoggedEvent], of source: EventSource, to asker: String) async throws {
        let round = try RelayRound(
            events, exchange: Subscription.refillsExchange, routingKey: RefillNews.routingKey(source, asker: asker))
        for wave in round.waves { try await send(wave, to: asker) }
        status.withLock { $0.events += events.count }
    }

    private func pause(after events: [LoggedEvent]) async throws {
        let pause = pace.withLock { $0.pause(after: events.count, at: .now) }
        try await Task.sleep(for: pause)
    }

    private func send(_ messages: [AMQPMessage], to asker: String) async throws {
        for outcome in await publisher.publish(messages) {
            switch outcome {
            case .confirmed: break
            case .returned:
                throw NotTaken(description: "\(asker) has no queue for it; run `\(asker) migrate`")
            case .nacked: throw NotTaken(description: "the queue of \(asker) is full, or has no leader")
            case .unknown(let error), .unsent(let error): throw error
            }
        }
    }
}

/// What a desk has done since its start.
public struct RefillDeskStatus: Sendable, Equatable {
    /// Whether this instance answers; another one may do so instead.
    public internal(set) var isAnswering = false
    /// Requests that came.
    public internal(set) var requests = 0
    /// Events that were told again.
    public internal(set) var events = 0
}
