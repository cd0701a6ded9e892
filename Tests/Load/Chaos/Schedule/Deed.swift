/// One thing that is done to the system.
enum Deed: Equatable, Sendable {
    /// An instance of a service is killed; the supervisor starts it again.
    case kill(service: String, replica: Int)
    /// RabbitMQ is killed; the supervisor starts it again.
    case killBroker
    /// RabbitMQ is killed and stays away.
    case takeBrokerAway
    /// It may be started again.
    case bringBrokerBack
    /// PostgreSQL is told to end at once; the supervisor starts it again.
    case crashDatabase
    /// The instance of a service that relays its events stands still.
    case freeze(service: String)
    /// All that stands still goes on.
    case thaw
    /// RabbitMQ is told that it may use next to no memory.
    case raiseAlarm
    /// It may use as much as before.
    case endAlarm
    /// A transaction is opened that writes, and stays open.
    case openTransaction
    /// It ends.
    case endTransaction
    /// The volume of the logs is filled to the last byte.
    case fillVolume
    /// It has room again.
    case freeVolume
    /// The node that leads most queues of the cluster is killed; the supervisor starts it again.
    case killLeader
    /// Waits until all nodes are there again, and have all that the others have.
    case awaitCluster
}

/// A deed and when it is due, from the beginning of its act. One that waits for something delays those behind it.
struct TimedDeed: Equatable, Sendable {
    /// Milliseconds from the beginning of the act.
    let due: Int
    let deed: Deed

    init(_ deed: Deed, at due: Int) {
        self.due = due
        self.deed = deed
    }
}
