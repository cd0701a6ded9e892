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
