import ArgumentParser

/// What is done to the system while orders come, in the order in which it is.
enum Act: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// Instances of a service are killed, again and again.
    case killCatalogue = "kill-catalogue"
    case killOrders = "kill-orders"
    case killEligibility = "kill-eligibility"
    case killLogistics = "kill-logistics"
    case killLivestream = "kill-livestream"
    /// RabbitMQ is killed, again and again.
    case killBroker = "kill-broker"
    /// RabbitMQ is away for a minute.
    case brokerOutage = "broker-outage"
    /// PostgreSQL ends without a word to anybody (its immediate mode), again and again.
    case crashDatabase = "crash-database"
    /// The instance that relays a service's events stands still for longer than heartbeats allow, and wakes.
    case freezeService = "freeze-service"
    /// RabbitMQ is short of memory and takes no messages.
    case memoryAlarm = "memory-alarm"
    /// Somebody's transaction stays open, behind which all events wait.
    case longTransaction = "long-transaction"
    /// The volume that the logs lie on is full; meanwhile PostgreSQL crashes too.
    case fullVolume = "full-volume"
    /// Of a cluster of three nodes, one that leads queues is killed, and when it is back, another.
    case killLeader = "kill-leader"

    /// The name for people: `kill orders`.
    var name: String { rawValue.replacing("-", with: " ") }

    /// The service whose instances are killed, if the act is about one.
    var killedService: String? {
        switch self {
        case .killCatalogue: "catalogue"
        case .killOrders: "orders"
        case .killEligibility: "eligibility"
        case .killLogistics: "logistics"
        case .killLivestream: "livestream"
        default: nil
        }
    }
}
