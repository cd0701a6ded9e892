public import AMQP
public import Eventing
public import Logging
public import Postgres
import Synchronization
internal import Vocabulary

/// Carries a service's log to the exchange: in order, each event at least once, by one instance at a time.
///
/// The instance that holds an advisory lock of the service's schema leads; the lock ends with its session, which the server
/// ends when the instance says nothing any more. A leader that does not know yet that its session ended may publish once
/// more, which is why consumers know repetitions.
public final class Relay: Sendable {
    private let service: String
    private let database: PostgresConfiguration
    private let publisher: AMQPPublisher
    private let publications: [Publication]
    private let heard: Set<EventSource>
    private let partitioning: Partitioning
    private let wakeup: Wakeup
    private let pollInterval: Duration
    private let silence: SilenceLimit
    private let logger: Logger
    private let status = Mutex(RelayStatus())
    private let trouble = Mutex(Trouble())
    /// Until when a stop waits for the round in hand; nil while nobody stops it.
    private let stopDeadline = Mutex<ContinuousClock.Instant?>(nil)
    private let stopped = Wakeup()

    /// How the database and the broker hold it up.
    private struct Trouble {
        var backoff = Backoff()
        var outage = OutageReport()
    }

    /// How many events leave ahead of the fence, about: each is looked for in what has left ahead.
    public static let maximumAhead = 2000
    /// How soon it is looked whether the fence has passed what left ahead of it, when nothing more is told meanwhile.
    static let settlingInterval = Duration.milliseconds(100)
    /// How long committed events wait at most, if as many have left ahead as may, once the transaction that held the fence
    /// has ended.
    static let heldInterval = Duration.milliseconds(16)
    /// For how long it is not kept, at most, what has left: a leader that dies has that told again, which consumers know.
    static let savingInterval = Duration.milliseconds(100)
    /// How often an instance that does not lead asks for the lock.
    static let electionInterval = Duration.seconds(1)
    /// How often an instance that does not lead lets the leader know that it told something, at most.
    static let forwardingInterval = Duration.milliseconds(10)
    /// How long a stop waits until the broker has confirmed the round in hand. What it has not by then is told again.
    static let maximumDrain = Duration.seconds(2)

    /// Makes a relay; ``run()`` starts it.
    /// - Parameters:
    ///   - service: whose log it is; its schema is the one of `database`.
    ///   - wakeup: signalled after each commit that appended.
    ///   - pollInterval: how often the log is looked at when nobody wakes the relay, in case another instance died before it
    ///     could.
    ///   - silence: how long the leader may say nothing before another instance takes the lead.
    public init(
        service: String, database: PostgresConfiguration, publisher: AMQPPublisher, publications: [Publication],
        partitioning: Partitioning, wakeup: Wakeup, pollInterval: Duration = .milliseconds(500),
        silence: SilenceLimit = .usual, logger: Logger
    ) {
        self.service = service
        self.database = database
        self.publisher = publisher
        self.publications = publications
        heard = Set(publications.filter { !$0.audience.isEmpty }.map(\.source))
        self.partitioning = partitioning
        self.wakeup = wakeup
        self.pollInterval = pollInterval
        self.silence = silence
        self.logger = logger
    }

    /// What it does at present, and how much it has done.
    public var currentStatus: RelayStatus {
        status.withLock { $0 }
    }

    /// Lets ``run()`` return after the round in hand, or without its end if the broker does not take it: what is not
    /// confirmed is told again by whoever leads next.
    public func stop() {
        stopDeadline.withLock { $0 = $0 ?? .now + Self.maximumDrain }
        wakeup.signal()
        stopped.signal()
    }

    private var goesOn: Bool {
        !Task.isCancelled && stopDeadline.withLock { $0 == nil }
    }

    /// Runs until it is stopped or the task is cancelled. Outages are waited out.
    public func run() async {
        defer { noteNotLeading() }
        while goesOn {
            do {
                try await lead()
            } catch {
                noteNotLeading()
                guard goesOn else { return }
                let (line, length) = trouble.withLock { ($0.outage.failed(at: .now), $0.backoff.next()) }
                tell(line, because: error)
                await pause(for: length)
            }
        }
    }

    private func noteProgress() {
        let line = trouble.withLock { trouble in
            trouble.backoff.reset()
            return trouble.outage.recovered(at: .now)
        }
        tell(line)
    }

    private func noteNotLeading() {
        status.withLock { status in
            status.isLeading = false
            status.heldSince = nil
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
    private func lead() async throws {
        let session = try await LogReader.connect(database)
        do {
            // What the relay does between two statements is little, and done where their replies arrive.
            try await withTaskExecutorPreference(session.executor) { try await lead(by: session) }
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    private func lead(by session: PostgresConnection) async throws {
        // All that this session writes is the cursor, and losing that costs a repetition only.
        try await session.execute("SET synchronous_commit = off")
        try await silence.set(on: session)
        try await awaitLock(on: session)
        try await publisher.verify(queues: Subscription.queues(hearing: publications, partitioning: partitioning))
        status.withLock { $0.isLeading = true }
        logger.info("leading the relay")
        try await session.listen(to: channel) { [wakeup] in wakeup.signal() }
        let reader = LogReader(session: session, service: service, maximumAhead: Self.maximumAhead)
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.relay(from: reader) }
            group.addTask { await self.keep(session) }
            // Whichever ends first ends the other.
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func awaitLock(on session: PostgresConnection) async throws {
        while true {
            let rows = try await session.query(
                "SELECT pg_try_advisory_lock(\(AdvisoryLock.relay), hashtext(current_schema()))")
            if try rows.decode(Bool.self) == [true] { return }
            // Another instance leads, and to stand by is all that there is to do.
            noteProgress()
            try await standBy(on: session)
            guard goesOn else { throw DeliveryError.deposed }
        }
    }

    /// Lets the leader know of what this instance tells, until it is time to ask for the lock again.
    private func standBy(on session: PostgresConnection) async throws {
        let end = ContinuousClock.now + Self.electionInterval
        while goesOn, .now < end {
            guard await wakeup.wait(atMost: end - .now) else { continue }
            try await session.execute("SELECT pg_notify(\(channel), '')")
            try? await Task.sleep(for: Self.forwardingInterval)
        }
    }

    /// What the leader is notified by: the server's channels are those of the whole database.
    private var channel: String { "relay of \(database.schema ?? service)" }

    private func relay(from reader: LogReader) async throws {
        var cursor = try await reader.loadCursor()
        var savingDue: ContinuousClock.Instant?
        var hold = OutageReport()
        while goesOn {
            let before = cursor.reached
            let next = try await reader.nextPage(at: &cursor)
            if case .page(let page) = next {
                try await publish(page.events)
                cursor.advance(past: page)
                savingDue = savingDue ?? .now + Self.savingInterval
            }
            if let due = savingDue, due <= .now {
                try await reader.save(cursor)
                savingDue = nil
            }
            noteProgress()
            let isHeld = !cursor.ahead.isEmpty && cursor.reached == before
            try await tell(isHeld ? hold.failed(at: .now) : hold.recovered(at: .now), ofHoldOn: reader)
            await rest(after: next, at: cursor, savingDue)
        }
        if savingDue != nil { try await reader.save(cursor) }
    }

    /// Waits until there may be more to read, or something else is due. A commit meanwhile has signalled, so that behind the last
    /// page nothing is looked for before that.
    private func rest(
        after next: LogReader.NextPage, at cursor: LogCursor, _ savingDue: ContinuousClock.Instant?
    ) async {
        switch next {
        case .page(let page) where !page.isLast || cursor.ahead.count >= Self.maximumAhead: return
        // Not ended by a commit: of those there are many while one transaction holds the fence for all.
        case .held: try? await Task.sleep(for: Self.heldInterval)
        case .page, .nothing, .unsettled:
            let interval = cursor.ahead.isEmpty ? pollInterval : Self.settlingInterval
            await wakeup.wait(atMost: savingDue.map { min(interval, $0 - .now) } ?? interval)
        }
    }

    /// Notes whether an older transaction holds the fence before what is committed, and warns when one lasts: it holds up the
    /// partners of all services at once, and the services themselves at last.
    private func tell(_ line: OutageReport.Line?, ofHoldOn reader: LogReader) async throws {
        switch line {
        case .began: status.withLock { $0.heldSince = .now }
        case .ended: status.withLock { $0.heldSince = nil }
        case .lasts(let length):
            let holder = try await reader.fenceHolder().map { "\($0)" } ?? "not to be seen by this role"
            logger.warning(
                "an older transaction holds the fence", metadata: ["since": "\(length)", "holder": "\(holder)"])
        case nil: break
        }
    }

    private func publish(_ events: [LoggedEvent]) async throws {
        let round = try RelayRound(
            events, exchange: Subscription.eventsExchange, partitioning: partitioning, heard: heard)
        let spans = WorkSpans(publishing: events.map(\.envelope))
        do {
            for wave in round.waves { try await publisher.deliver(wave) }
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

    /// Sees to it that the session is not ended for its silence, as while the broker takes nothing, until the task is cancelled or
    /// a stop has waited enough.
    private func keep(_ session: PostgresConnection) async {
        var due = ContinuousClock.now + silence.interval
        while !Task.isCancelled {
            let end = stopDeadline.withLock { $0 }
            if let end, end <= .now { return }
            if due <= .now {
                silence.breakSilence(on: session)
                due = .now + silence.interval
            }
            await stopped.wait(atMost: min(due, end ?? due) - .now)
        }
    }
}
