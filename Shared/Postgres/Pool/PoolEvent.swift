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
