/// Why events cannot travel.
public enum DeliveryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The tables of the log are not there.
    case notMigrated
    /// Another instance of the service took over the relay, or the session that held the lock ended.
    case deposed
    /// The broker did not take all messages of a round.
    case unconfirmed(routingKey: String, reason: String)
    /// The log of a source has been asked for from a later time on, and has not all arrived yet.
    case refillOpen

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .notMigrated:
            "the event tables are missing; run the service's `migrate` command"
        case .deposed:
            "another instance relays this service's events"
        case .unconfirmed(let routingKey, let reason):
            "a message to \(routingKey) was not confirmed: \(reason)"
        case .refillOpen:
            "the log was asked for from a later time on and has not all arrived; wait for that, then ask again"
        }
    }
}
