public import AMQP
public import Eventing
public import Logging
public import Postgres
import Synchronization
internal import Vocabulary

/// Carries a service's log to the exchange: in order, each event at least once, by one instance at a time.
///
/// The instance that holds an advisory lock of the service's schema leads; the lock ends with its session. A leader that
/// does not know yet that its session ended may publish once more, which is why consumers know repetitions.
public final class Relay: Sendable {
    private let service: String
    private let database: PostgresConfiguration
    private let publisher: AMQPPublisher
    private let publications: [Publication]
    private let heard: Set<EventSource>
    private let partitioning: Partitioning
    private let wakeup: Wakeup
    private let pollInterval: Duration
    private let logger: Logger
    private let status = Mutex(RelayStatus())
    private let isStopping = Atomic(false)

    /// How soon committed events are looked for again when an older transaction holds the fence; doubled each time.
    static let firstUnsettledInterval = Duration.milliseconds(2)
    /// How long committed events wait at most once the transaction that held the fence has ended.
    static let longestUnsettledInterval = Duration.milliseconds(16)
    /// How often an instance that does not lead asks for the lock.
    static let electionInterval = Duration.seconds(1)

    /// Makes a relay; ``run()`` starts it.
    /// - Parameters:
    ///   - service: whose log it is; its schema is the one of `database`.
    ///   - wakeup: signalled after each commit that appended.
    ///   - pollInterval: how often the log is looked at when nobody wakes the relay, as for what another instance
    ///     appended.
    public init(
        service: String, database: PostgresConfiguration, publisher: AMQPPublisher, publications: [Publication],
        partitioning: Partitioning, wakeup: Wakeup, pollInterval: Duration = .milliseconds(500), logger: Logger
    ) {
        self.service = service
        self.database = database
        self.publisher = publisher
        self.publications = publications
        heard = Set(publications.filter { !$0.audience.isEmpty }.map(\.source))
        self.partitioning = partitioning
        self.wakeup = wakeup
        self.pollInterval = pollInterval
        self.logger = logger
    }

    /// What it does at present, and how much it has done.
    public var currentStatus: RelayStatus {
        status.withLock { $0 }
    }

    /// Lets ``run()`` return after the round in hand.
    public func stop() {
        isStopping.store(true, ordering: .relaxed)
        wakeup.signal()
    }

    private var goesOn: Bool {
        !Task.isCancelled && !isStopping.load(ordering: .relaxed)
    }

    /// Runs until it is stopped or the task is cancelled. Outages are waited out.
    public func run() async {
        var backoff = Backoff()
        var outage = OutageReport()
        while goesOn {
            do {
                try await lead {
                    backoff.reset()
                    tell(outage.recovered(at: .now))
                }
            } catch {
                status.withLock { status in
                    status.isLeading = false
                    status.heldSince = nil
                }
                guard goesOn else { return }
                tell(outage.failed(at: .now), because: error)
                await pause(for: backoff.next())
            }
        }
    }

    private func tell(_ line: OutageReport.Line?, because error: (any Error)? = nil) {
        let reason = error.map { "\($0)" } ?? ""
        switch line {
        case .began: logger.warning("the relay pauses", metadata: ["reason": "\(reason)"])
        case .lasts(let length):
            logger.warning("the relay still pauses", metadata: ["reason": "\(reason)", "since": "\(length)"])
        case .ended(let length): logger.notice("the relay goes on", metadata: ["after": "\(length)"])
        case nil: break
        }
    }

    /// Waits between two attempts. Commits do not end it early, or each of a busy service's would be one; a stop does.
    private func pause(for length: Duration) async {
        let end = ContinuousClock.now + length
        while goesOn, ContinuousClock.now < end {
            await wakeup.wait(atMost: end - ContinuousClock.now)
        }
    }

    /// Waits for the lock, then relays until something fails.
    private func lead(onProgress: () -> Void) async throws {
        let session = try await PostgresConnection.connect(database)
        do {
            // All that this session writes is the cursor, and losing that costs a repetition only.
            try await session.execute("SET synchronous_commit = off")
            try await awaitLock(on: session, onProgress: onProgress)
            try await publisher.verify(queues: Subscription.queues(hearing: publications, partitioning: partitioning))
            status.withLock { $0.isLeading = true }
            logger.info("leading the relay")
            try await relay(from: LogReader(session: session, service: service), onProgress: onProgress)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    private func awaitLock(on session: PostgresConnection, onProgress: () -> Void) async throws {
        while true {
            let rows = try await session.query(
                "SELECT pg_try_advisory_lock(\(AdvisoryLock.relay), hashtext(current_schema()))")
            if try rows.decode(Bool.self) == [true] { return }
            // Another instance leads, and to stand by is all that there is to do.
            onProgress()
            await pause(for: Self.electionInterval)
            guard goesOn else { throw DeliveryError.deposed }
        }
    }

    private func relay(from reader: LogReader, onProgress: () -> Void) async throws {
        var cursor = try await reader.loadCursor()
        var hold = OutageReport()
        var unsettled = Self.firstUnsettledInterval
        while goesOn {
            switch try await reader.nextPage(at: &cursor) {
            case .nothing(isUnsettled: false):
                onProgress()
                try await tell(hold.recovered(at: .now), ofHoldOn: reader)
                unsettled = Self.firstUnsettledInterval
                await wakeup.wait(atMost: pollInterval)
            case .nothing(isUnsettled: true):
                onProgress()
                try await tell(hold.failed(at: .now), ofHoldOn: reader)
                // Not ended by a commit: of those there are many while one transaction holds the fence for all.
                try? await Task.sleep(for: unsettled)
                unsettled = min(unsettled * 2, Self.longestUnsettledInterval)
            case .page(let page):
                unsettled = Self.firstUnsettledInterval
                hold = OutageReport()
                status.withLock { $0.heldSince = nil }
                try await publish(page.events)
                cursor.advance(past: page)
                try await reader.save(cursor)
                onProgress()
            }
        }
    }

    /// Notes whether committed events wait for an older transaction, and warns when one lasts: it holds up all services.
    private func tell(_ line: OutageReport.Line?, ofHoldOn reader: LogReader) async throws {
        switch line {
        case .began: status.withLock { $0.heldSince = .now }
        case .ended: status.withLock { $0.heldSince = nil }
        case .lasts(let length):
            let holder = try await reader.fenceHolder().map { "\($0)" } ?? "not to be seen by this role"
            logger.warning(
                "events wait for an older transaction to end", metadata: ["since": "\(length)", "holder": "\(holder)"])
        case nil: break
        }
    }

    private func publish(_ events: [LoggedEvent]) async throws {
        let round = try RelayRound(
            events, exchange: Subscription.eventsExchange, partitioning: partitioning, heard: heard)
        let spans = WorkSpans(publishing: events.map(\.envelope))
        do {
            for wave in round.waves { try await publish(wave) }
        } catch {
            spans.fail(error)
            throw error
        }
        spans.end()
        status.withLock { status in
            status.published += events.count
            status.messages += round.waves.reduce(0) { $0 + $1.count }
        }
    }

    private func publish(_ wave: [AMQPMessage]) async throws {
        let outcomes = await publisher.publish(wave)
        for (message, outcome) in zip(wave, outcomes) where outcome != .confirmed {
            throw DeliveryError.unconfirmed(routingKey: message.routingKey, reason: "\(outcome)")
        }
    }
}

/// What a relay does, for health and metrics.
public struct RelayStatus: Sendable, Equatable {
    /// Whether this instance relays; another one may do so instead.
    public internal(set) var isLeading = false
    /// The events confirmed by the broker since the start.
    public internal(set) var published = 0
    /// The messages that carried them.
    public internal(set) var messages = 0
    /// Since when committed events have waited for an older transaction to end; nil while none do.
    public internal(set) var heldSince: ContinuousClock.Instant?
}

/// The first keys of the advisory locks that are taken in a service's schema; the second key is the schema's hash.
enum AdvisoryLock {
    static let relay: Int32 = 0x7474_0001
    static let dayPartitions: Int32 = 0x7474_0002
    /// Held by the instance that answers what others ask for.
    static let refills: Int32 = 0x7474_0010
    /// Shared by all living instances.
    static let instances: Int32 = 0x7474_0003

    /// The one of a partition of what is heard.
    static func partition(_ partition: Int) -> Int32 { 0x7474_1000 + Int32(partition) }
}
