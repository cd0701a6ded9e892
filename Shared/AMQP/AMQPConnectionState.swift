/// How a connection stands.
public enum AMQPConnectionState: Sendable, Hashable {
    /// The first attempt is under way.
    case connecting
    /// In use.
    case connected
    /// In use, but the broker takes no messages.
    case blocked(reason: String)
    /// Lost or never had, and tried again; attempts count since it was last well.
    case reconnecting(attempt: Int, lastError: AMQPError)
    /// Closed for good.
    case closed
}
