internal import PollThread

/// One connection for looking at what exists on the broker and changing it, by an operator's command or a test.
///
/// It neither recovers nor heeds heartbeats: it is opened, used at once and closed. What the broker refuses is an error
/// of that one request, and the connection goes on.
public actor AMQPAdministration {
    private let thread: PollThread
    private var session: Session?

    /// The thread that the connection lives on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private init() {
        thread = PollThread(name: "amqp-admin")
    }

    /// Connects, and logs in.
    public static func connect(_ configuration: AMQPConfiguration) async throws(AMQPError) -> AMQPAdministration {
        let administration = AMQPAdministration()
        try await administration.open(configuration)
        return administration
    }

    private func open(_ configuration: AMQPConfiguration) throws(AMQPError) {
        var configuration = configuration
        configuration.heartbeat = .zero
        for node in 0..<configuration.nodes - 1 {
            session = try? Session(configuration.reaching(node: node))
            if session != nil { return }
        }
        session = try Session(configuration.reaching(node: configuration.nodes - 1))
    }

    /// Says goodbye. Nothing can be asked afterwards.
    public func close() {
        session?.close(within: .seconds(1))
        session = nil
    }

    private func required() throws(AMQPError) -> Session {
        guard let session else { throw .closed }
        return session
    }

    // MARK: - Looking

    /// The broker's version; nil when it is no RabbitMQ.
    public var brokerVersion: BrokerVersion? {
        session?.brokerVersion
    }

    /// What waits in a queue; nil when it does not exist.
    public func depth(of queue: String) throws(AMQPError) -> AMQPQueueDepth? {
        do {
            return try required().depth(of: queue)
        } catch .notFound {
            return nil
        }
    }

    /// Whether an exchange exists, of whatever kind.
    public func exists(exchange: String) throws(AMQPError) -> Bool {
        try required().exists(exchange: exchange)
    }

    // MARK: - Changing

    /// Declares what is not there yet. What is there otherwise is an ``AMQPError/preconditionFailed(resource:reason:)``.
    public func declare(_ topology: AMQPTopology) throws(AMQPError) {
        try required().declare(topology)
    }

    /// Takes a binding away; one that is not there is not missed.
    public func unbind(_ binding: AMQPTopology.Binding) throws(AMQPError) {
        try required().unbind(binding)
    }

    /// Deletes a queue and all that it holds; one that is not there is not missed. Brokers cannot be asked to spare a
    /// quorum queue that holds something, so look at its ``depth(of:)`` first.
    public func delete(queue: String) throws(AMQPError) {
        try required().delete(queue: queue)
    }
}

/// What waits in a queue, and who is there to take it.
public struct AMQPQueueDepth: Sendable, Hashable {
    /// Messages that no consumer holds.
    public var messages: Int
    /// Consumers, whether they are served or stand by.
    public var consumers: Int

    /// States both.
    public init(messages: Int, consumers: Int) {
        self.messages = messages
        self.consumers = consumers
    }
}
