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

/// The connection of one actor: opened, lost, and opened again. Lives in that actor, and does what the state machine says.
final class Link<Owner: LinkOwner> {
    /// What the owner asks for on each new connection.
    typealias Preparation = (Session) throws(AMQPError) -> Void

    private let configuration: AMQPConfiguration
    private let thread: PollThread
    private let states: StateBroadcast
    private weak var owner: Owner?
    private var machine: LinkStateMachine
    /// The connection from the opening of its socket on.
    private var opened: Session?
    /// Which node of the cluster is tried next.
    private var node = 0
    private var ticking: Task<Void, Never>?
    private var retrying: Task<Void, Never>?

    init(_ configuration: AMQPConfiguration, thread: PollThread, states: StateBroadcast) {
        self.configuration = configuration
        self.thread = thread
        self.states = states
        let limits = LinkStateMachine.Limits(connect: configuration.connectTimeout, reply: configuration.replyTimeout)
        machine = LinkStateMachine(limits, backoff: configuration.backoff)
    }

    deinit {
        ticking?.cancel()
        retrying?.cancel()
    }

    /// The connection, if it is ready for use.
    var session: Session? {
        machine.isOpen ? opened : nil
    }

    var isClosed: Bool { machine.isClosed }

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
}

// MARK: - What happens

extension Link {
    /// Starts to look after the connection of an actor, without keeping it alive.
    func start(for owner: Owner) {
        self.owner = owner
        perform(machine.start())
    }

    /// Tries once, and again later by itself after a failure.
    func open(_ prepare: Preparation) {
        var actions = machine.connect()
        while case .take(let step, let limit)? = actions.first {
            if let error = failure(of: step, within: limit, prepare) {
                actions = machine.failed(error, fraction: .random(in: 0..<1))
            } else {
                actions = machine.succeeded(now: .now)
            }
        }
        perform(actions)
    }

    /// The broker takes no messages.
    func blocked(reason: String) {
        perform(machine.blocked(reason: reason))
    }

    /// The broker takes messages again.
    func unblocked() {
        perform(machine.unblocked())
    }

    /// Gives the connection up, and opens another one later by itself.
    func lose(_ error: AMQPError) {
        perform(machine.lost(error, fraction: .random(in: 0..<1), now: .now))
    }

    /// Says goodbye within a limit, for good.
    func close(within limit: Duration) {
        perform(machine.close(within: limit))
    }
}

// MARK: - What is done

extension Link {
    /// Takes a step of opening. Returns why it could not be taken.
    private func failure(
        of step: LinkStateMachine.Step, within limit: Duration, _ prepare: Preparation
    ) -> AMQPError? {
        do throws(AMQPError) {
            try take(step, within: limit, prepare)
            return nil
        } catch {
            return error
        }
    }

    private func take(
        _ step: LinkStateMachine.Step, within limit: Duration, _ prepare: Preparation
    ) throws(AMQPError) {
        guard let opened else {
            opened = try openedSocket(within: limit)
            return
        }
        opened.limitReplies(to: limit)
        switch step {
        case .socket: preconditionFailure("a connection is closed before another one is opened")
        case .login: try opened.logIn(as: configuration)
        case .channel: try opened.open(Session.messages)
        case .preparation: try prepare(opened)
        }
    }

    /// The socket of the first node that answers, beginning behind the one that was tried last.
    private func openedSocket(within limit: Duration) throws(AMQPError) -> Session {
        for _ in 1..<configuration.nodes {
            defer { node += 1 }
            if let session = try? Session(connectingTo: configuration.reaching(node: node), within: limit) {
                return session
            }
        }
        defer { node += 1 }
        return try Session(connectingTo: configuration.reaching(node: node), within: limit)
    }

    private func perform(_ actions: [LinkStateMachine.Action]) {
        for action in actions { perform(action) }
    }

    private func perform(_ action: LinkStateMachine.Action) {
        switch action {
        case .take: preconditionFailure("the steps of opening follow one another in one turn")
        case .watch: if let opened { thread.watch(opened.descriptor, for: LinkWatcher(owner: owner)) }
        case .unwatch: if let opened { thread.unwatch(opened.descriptor) }
        case .sayGoodbye(let limit): opened?.close(within: limit)
        case .release: opened = nil
        case .startTicking: startTicking()
        case .retry(let delay): retry(after: delay)
        case .stopTimers:
            ticking?.cancel()
            retrying?.cancel()
        case .tell(let state): states.state = state
        }
    }

    private func startTicking() {
        ticking = Task { [weak owner] in
            while (try? await Task.sleep(for: .milliseconds(500))) != nil, let owner {
                await owner.tick()
            }
        }
    }

    private func retry(after delay: Duration) {
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
