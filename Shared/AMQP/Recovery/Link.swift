internal import PollThread

/// An actor that lives on a thread of its own and keeps a connection.
protocol LinkOwner: Actor {
    /// Tries once to open the connection, if there is none.
    func connect()
    /// Reads what has arrived and writes what can be written. Called before each poll.
    func turn() -> PollInterest
    /// Notes what the descriptor is ready for; the turn that follows acts on it.
    func ready(_ events: PollInterest)
    /// Looks after deadlines and heartbeats. Called twice a second.
    func tick()
}

/// The connection of one actor: opened, lost, and opened again. Lives in that actor.
final class Link<Owner: LinkOwner> {
    private(set) var session: Session?
    private(set) var isClosed = false

    private let configuration: AMQPConfiguration
    private let thread: PollThread
    private let states: StateBroadcast
    private weak var owner: Owner?
    private var backoff: Backoff
    private var openedAt = ContinuousClock.now
    private var ticking: Task<Void, Never>?
    private var retrying: Task<Void, Never>?

    init(_ configuration: AMQPConfiguration, thread: PollThread, states: StateBroadcast) {
        self.configuration = configuration
        self.thread = thread
        self.states = states
        backoff = configuration.backoff
    }

    deinit {
        ticking?.cancel()
        retrying?.cancel()
    }

    /// Starts to look after the connection of an actor, without keeping it alive.
    func start(for owner: Owner) {
        guard !isClosed else { return }
        self.owner = owner
        ticking = Task { [weak owner] in
            while (try? await Task.sleep(for: .milliseconds(500))) != nil, let owner {
                await owner.tick()
            }
        }
    }

    /// Tries once, and again later by itself after a failure.
    func open(_ prepare: (Session) throws(AMQPError) -> Void) {
        guard session == nil, !isClosed else { return }
        do throws(AMQPError) {
            let session = try Session(configuration)
            do throws(AMQPError) {
                try prepare(session)
            } catch {
                session.close(within: .seconds(1))
                throw error
            }
            self.session = session
            openedAt = .now
            thread.watch(session.descriptor, for: LinkWatcher(owner: owner))
            states.state = .connected
        } catch {
            retry(after: error)
        }
    }

    /// Gives the connection up, and opens another one later by itself.
    func lose(_ error: AMQPError) {
        guard let session else { return }
        thread.unwatch(session.descriptor)
        self.session = nil
        // A connection that breaks again at once is no recovery yet.
        if openedAt.duration(to: .now) > configuration.backoff.cap { backoff.reset() }
        retry(after: error)
    }

    /// Says goodbye within a limit, for good.
    func close(within limit: Duration) {
        isClosed = true
        ticking?.cancel()
        retrying?.cancel()
        if let session {
            thread.unwatch(session.descriptor)
            session.close(within: limit)
            self.session = nil
        }
        states.state = .closed
    }

    /// The connection, or why there is none.
    func required() throws(AMQPError) -> Session {
        if let session { return session }
        throw outage
    }

    /// Why nothing can be done now.
    var outage: AMQPError {
        switch states.state {
        case .closed: .closed
        case .reconnecting(_, let error): error
        case .blocked(let reason): .blocked(reason: reason)
        case .connecting: .timeout(awaiting: "a connection to the broker")
        case .connected: .timeout(awaiting: "an answer from the broker")
        }
    }

    private func retry(after error: AMQPError) {
        let delay = backoff.next(fraction: .random(in: 0..<1))
        states.state = .reconnecting(attempt: backoff.attempts, lastError: error)
        retrying = Task { [weak owner] in
            guard (try? await Task.sleep(for: delay)) != nil else { return }
            await owner?.connect()
        }
    }
}

/// Tells an actor of its descriptor, on the thread that it lives on, without keeping it alive.
private final class LinkWatcher<Owner: LinkOwner>: PollWatcher {
    private weak let owner: Owner?

    init(owner: Owner?) {
        self.owner = owner
    }

    func prepareToPoll() -> PollInterest {
        owner?.assumeIsolated { $0.turn() } ?? []
    }

    func ready(_ events: PollInterest) {
        owner?.assumeIsolated { $0.ready(events) }
    }
}
