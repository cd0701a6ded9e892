import AMQP
import Eventing
import Logging
import Postgres
import Synchronization
import TestSupport
import Vocabulary

@testable import Delivery

/// A whole road: a service that tells, `tests`, and one that hears, `hearer`, each with a schema, over a broker.
///
/// The hearer keeps what it hears in a table, in the transaction that claims it, and refuses subjects named `bad`.
struct Road: Sendable {
    let virtualHost: VirtualHost
    let teller: PostgresConfiguration
    let hearer: PostgresConfiguration
    let tellerPool: PostgresPool
    let hearerPool: PostgresPool
    let wakeup = Wakeup()
    let partitioning: Partitioning

    static let publications = [
        Publication(Noted.type.source, to: ["hearer"]), Publication(Muttered.type.source, to: []),
    ]

    /// - Parameters:
    ///   - server: where the hearer has its schema; on the tests' own server unless given.
    ///   - broker: a broker that the test may end; that of all tests unless given.
    ///   - partitions: into how many the sources are divided.
    static func with(
        hearerOn server: OwnServer? = nil, over broker: OwnServer? = nil, partitions: Int = 2,
        _ body: (Road) async throws -> Void
    ) async throws {
        let partitioning = Partitioning(count: partitions)
        if let broker {
            try await VirtualHost.with(on: broker) { try await with($0, hearerOn: server, partitioning, body) }
        } else {
            try await VirtualHost.with { try await with($0, hearerOn: server, partitioning, body) }
        }
    }

    private static func with(
        _ virtualHost: VirtualHost, hearerOn server: OwnServer?, _ partitioning: Partitioning,
        _ body: (Road) async throws -> Void
    ) async throws {
        let teller = try await tables(of: "teller")
        guard let server else {
            let hearer = try await tables(of: "hearer")
            try await with(virtualHost, partitioning, teller, (hearer.configuration, hearer.pool), body)
            try await hearer.drop()
            return
        }
        let configuration = try await server.postgres(schema: "t_hearer_\(UUIDv7.make().description.suffix(12))")
        try await migrate(configuration)
        let pool = PostgresPool(
            configuration: PoolConfiguration(
                connection: configuration, maximumConnections: connections, leaseTimeout: leaseTimeout))
        try await with(virtualHost, partitioning, teller, (configuration, pool), body)
        try await pool.execute("DROP SCHEMA \(identifier: configuration.schema ?? "") CASCADE")
        await pool.close()
    }

    private static func with(
        _ virtualHost: VirtualHost, _ partitioning: Partitioning, _ teller: MigratedDatabase,
        _ hearer: (configuration: PostgresConfiguration, pool: PostgresPool), _ body: (Road) async throws -> Void
    ) async throws {
        let road = Road(
            virtualHost: virtualHost, teller: teller.configuration, hearer: hearer.configuration,
            tellerPool: teller.pool, hearerPool: hearer.pool, partitioning: partitioning)
        try await road.hearerPool.execute(
            "CREATE TABLE heard (place bigint GENERATED ALWAYS AS IDENTITY, subject text, version integer)")
        try await body(road)
        try await teller.drop()
    }

    // MARK: - The teller

    /// Tells a number of times of each subject, in one transaction for each round.
    func tell(_ subjects: [String], times: Int = 1) async throws {
        let log = EventLog(partitioning: partitioning, wakeup: wakeup)
        for _ in 0..<times {
            try await tellerPool.withTransaction { transaction in
                try log.append(subjects.map { try PendingEvent(Noted(subject: $0)) }, in: transaction)
            }
        }
    }

    /// Tells of the subjects again and again while the body runs, and ends between two rounds: what a cancelled task told
    /// last nobody knows.
    /// - Parameter maximumAhead: how many events are told ahead of those that are heard; any number unless given.
    /// - Returns: how many rounds were told, one at least, and what the body returned.
    func tellingAgain<Outcome>(
        _ subjects: [String], maximumAhead: Int = .max, _ body: () async throws -> Outcome
    ) async throws -> (rounds: Int, outcome: Outcome) {
        let isOver = Atomic(false)
        async let rounds = {
            var rounds = 0
            repeat {
                try await tell(subjects)
                rounds += 1
                let told = rounds * subjects.count
                _ = try await eventually {
                    if isOver.load(ordering: .relaxed) || told <= maximumAhead { return true }
                    return told - (try await heardCount()) <= maximumAhead
                }
            } while !isOver.load(ordering: .relaxed)
            return rounds
        }()
        let outcome: Result<Outcome, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        isOver.store(true, ordering: .relaxed)
        return (try await rounds, try outcome.get())
    }

    /// An event as the teller's relay would carry it, of which a test says what it likes.
    func event(
        _ subject: String, _ version: Int32, id: UUIDv7 = .make(), telling body: String? = nil
    ) throws -> EventEnvelope {
        EventEnvelope(
            id: id, source: Noted.type.source, type: Noted.type.name, subject: subject, subjectVersion: version,
            time: id.instant, data: try Noted(subject: body ?? subject).encoded())
    }

    /// Publishes events by themselves, in one message each, past the log.
    /// - Parameter refilling: by the way of those that were asked for.
    func publish(_ events: [EventEnvelope], refilling: Bool = false) async throws {
        let publisher = publisher()
        for event in events {
            let message = AMQPMessage(
                exchange: refilling ? Subscription.refillsExchange : Subscription.eventsExchange,
                routingKey: refilling
                    ? "tests.note.hearer"
                    : partitioning.routingKey(event.source, partition: partitioning.partition(of: event.subject)),
                body: try EventBatch.encode([event]))
            let outcome = await publisher.publish([message])
            guard outcome == [.confirmed] else { throw Refused() }
        }
        await publisher.close()
    }

    /// Tells something that nobody listens to.
    func mutter() async throws {
        let log = EventLog(partitioning: partitioning, wakeup: wakeup)
        try await tellerPool.withTransaction { transaction in
            try log.append([PendingEvent(Muttered(subject: "x"))], in: transaction)
        }
    }

    func publisher() -> AMQPPublisher {
        AMQPPublisher(virtualHost.configuration)
    }

    /// - Parameter wakeup: one relay may wait for it; those of other instances look by themselves from time to time.
    func relay(
        over publisher: AMQPPublisher, wakeup: Wakeup = Wakeup(), pollInterval: Duration = .milliseconds(500),
        silence: SilenceLimit = .usual
    ) -> Relay {
        Relay(
            service: "tests", database: teller, publisher: publisher, publications: Self.publications,
            partitioning: partitioning, wakeup: wakeup, pollInterval: pollInterval, silence: silence,
            logger: Self.logger)
    }

    // MARK: - The hearer

    var subscription: Subscription {
        Subscription(subscriber: "hearer", sources: [Noted.type.source], partitioning: partitioning)
    }

    /// The queue on which the hearer hears of a subject.
    func queue(of subject: String) -> String {
        Subscription.queue(of: "hearer", Noted.type.source, partition: partitioning.partition(of: subject))
    }

    /// Makes the hearer's queues.
    func declare() async throws {
        let consumer = consumer()
        try await consumer.connected(within: .seconds(20))
        await consumer.close()
    }

    func consumer() -> AMQPConsumer {
        AMQPConsumer(virtualHost.configuration, topology: subscription.topology, prefetch: 100)
    }

    /// - Parameter logger: takes what the pump logs.
    func pump(
        over consumer: AMQPConsumer, patience: Duration = .zero, maximumHold: Duration = .seconds(600),
        logger: Logger? = nil
    ) -> Pump {
        Pump(
            subscription: subscription, consumer: consumer, pool: hearerPool, handlers: Self.handlers,
            log: EventLog(partitioning: partitioning, wakeup: Wakeup()), patience: patience, maximumHold: maximumHold,
            logger: logger ?? Self.logger)
    }

    static var handlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(Noted.self) { events, transaction in
            if events.contains(where: { $0.body.subject == "bad" }) { throw Refused() }
            return try await keep(events, in: transaction)
        }
        return handlers
    }

    /// Keeps what was heard.
    static func keep(_ events: [Received<Noted>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await transaction.execute(
            """
            INSERT INTO heard (subject, version)
            SELECT * FROM unnest(\(events.map(\.body.subject)), \(events.map(\.envelope.subjectVersion)))
            """)
        return []
    }

    struct Refused: Error {}

    /// What the hearer has kept, as versions by subject in the order in which they took effect.
    func heard() async throws -> [String: [Int32]] {
        try await hearerPool.query("SELECT subject, version FROM heard ORDER BY place")
            .decode(String.self, Int32.self)
            .reduce(into: [:]) { heard, row in heard[row.0, default: []].append(row.1) }
    }

    /// How many events the hearer has kept.
    func heardCount() async throws -> Int {
        try await hearerPool.query("SELECT count(*) FROM heard").decode(Int.self).first ?? 0
    }

    /// Waits until the hearer has kept so many events, also through an outage, and returns them.
    func heard(atLeast count: Int) async throws -> [String: [Int32]] {
        _ = try await eventually {
            do {
                return try await heardCount() >= count
            } catch let error as PostgresError where error.isUnavailability {
                return false
            }
        }
        return try await heard()
    }

    /// What the hearer has parked, as `subject version cause`, in order.
    func parked() async throws -> [String] {
        try await hearerPool.query(
            """
            SELECT subject || ' ' || subject_version || ' ' || cause FROM parked_events ORDER BY subject, subject_version
            """
        ).decode(String.self)
    }

    /// The hearer's gaps, as `subject from-to`.
    func gaps() async throws -> [String] {
        try await hearerPool.query(
            "SELECT subject || ' ' || missing_from || '-' || missing_to FROM gap ORDER BY subject"
        ).decode(String.self)
    }

    // MARK: - Both

    /// Runs a relay and a pump while the body runs, and stops them gracefully.
    func running(pollInterval: Duration = .milliseconds(500), _ body: () async throws -> Void) async throws {
        try await pumping { _ in
            let publisher = publisher()
            let relay = relay(over: publisher, wakeup: wakeup, pollInterval: pollInterval)
            async let relaying: Void = relay.run()
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            relay.stop()
            await relaying
            await publisher.close()
            try outcome.get()
        }
    }

    /// Runs a pump with some partitions, or all, while the body runs, and stops it gracefully.
    func pumping(
        _ partitions: Range<Int>? = nil, maximumHold: Duration = .seconds(600), logger: Logger? = nil,
        _ body: (Pump) async throws -> Void
    ) async throws {
        let consumer = consumer()
        try await consumer.connected(within: .seconds(20))
        let pump = pump(over: consumer, maximumHold: maximumHold, logger: logger)
        async let pumping: Void = pump.run()
        let outcome: Result<Void, any Error>
        do {
            for partition in partitions ?? 0..<partitioning.count { try await pump.take(partition: partition) }
            outcome = .success(try await body(pump))
        } catch {
            outcome = .failure(error)
        }
        pump.stop()
        await pumping
        await consumer.close()
        try outcome.get()
    }

    /// Runs a relay alone, once the hearer's queues are there and it leads, while the body runs.
    func leading(_ body: (Relay) async throws -> Void) async throws {
        try await declare()
        let publisher = publisher()
        let relay = relay(over: publisher, wakeup: wakeup)
        async let relaying: Void = relay.run()
        let outcome: Result<Void, any Error>
        do {
            _ = await eventually { relay.currentStatus.isLeading }
            outcome = .success(try await body(relay))
        } catch {
            outcome = .failure(error)
        }
        relay.stop()
        await relaying
        await publisher.close()
        try outcome.get()
    }

    static var logger: Logger {
        var logger = Logger(label: "road")
        logger.logLevel = .critical
        return logger
    }
}

extension [Int] {
    static func >= (left: [Int], right: [Int]) -> Bool {
        (left.first ?? 0) >= (right.first ?? 0)
    }
}
