/// How a pool connects, and its bounds.
public struct PoolConfiguration: Sendable {
    /// How each connection is made.
    public var connection: PostgresConfiguration
    /// The most connections that are open at a time.
    public var maximumConnections: Int
    /// The connections that stay open when nobody needs them. They are opened on demand, like all others.
    public var minimumIdle: Int
    /// How long to wait for a connection of the pool.
    public var leaseTimeout: Duration
    /// How long a connection beyond ``minimumIdle`` stays open when nobody needs it.
    public var idleTimeout: Duration
    /// Told what happens to connections, to log or count it. Called on any thread, and must not block.
    public var observer: @Sendable (PoolEvent) -> Void

    /// A pool of up to eight connections, unless told otherwise.
    public init(
        connection: PostgresConfiguration, maximumConnections: Int = 8, minimumIdle: Int = 1,
        leaseTimeout: Duration = .seconds(5), idleTimeout: Duration = .seconds(300),
        observer: @escaping @Sendable (PoolEvent) -> Void = { _ in }
    ) {
        self.connection = connection
        self.maximumConnections = maximumConnections
        self.minimumIdle = minimumIdle
        self.leaseTimeout = leaseTimeout
        self.idleTimeout = idleTimeout
        self.observer = observer
    }
}

/// What happened to a connection of a pool.
public enum PoolEvent: Sendable {
    /// A connection was opened.
    case connected
    /// A connection could not be opened. The pool tries again when one is needed, after a growing pause.
    case connectionFailed(PostgresError)
    /// A connection broke.
    case connectionLost(PostgresError)
    /// A connection was closed since it was given back in an unknown state, such as within a transaction.
    case discarded
}

/// A pool's connections at one moment.
public struct PoolUsage: Sendable, Equatable {
    /// Connections that someone holds.
    public let leased: Int
    /// Connections that are open and free.
    public let idle: Int
    /// Tasks that wait for a connection.
    public let waiting: Int
}
