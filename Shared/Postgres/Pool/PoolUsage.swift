/// A pool's connections at one moment.
public struct PoolUsage: Sendable, Equatable {
    /// Connections that someone holds.
    public let leased: Int
    /// Connections that are open and free.
    public let idle: Int
    /// Tasks that wait for a connection.
    public let waiting: Int
}
