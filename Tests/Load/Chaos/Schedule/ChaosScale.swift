/// How much is done, and for how long. Times are milliseconds.
struct ChaosScale: Sendable, Equatable {
    /// Orders a second.
    var rate: Double
    /// How often an instance of each service is killed.
    var killsOfEachService: Int
    /// How often RabbitMQ is.
    var killsOfBroker: Int
    /// How often PostgreSQL crashes.
    var crashesOfDatabase: Int
    /// Between two blows to a service, to PostgreSQL and to RabbitMQ, about.
    var betweenKills: Int
    var betweenCrashes: Int
    var betweenBrokerKills: Int
    /// How long RabbitMQ is away.
    var outage: Int
    /// How long a service stands still: longer than two heartbeats (20 s) and than a session may be silent (15 s).
    var freeze: Int
    /// How many services stand still, one after the other.
    var frozenServices: Int
    /// How long each of the other troubles lasts.
    var trouble: Int
    /// How many leaders are killed.
    var killsOfLeaders: Int
    /// Before the first blow, and after the last one, while orders go on.
    var calm: Int
    /// Whether all logs are compared with all inboxes after each act, or after the last one alone.
    var auditsEachAct: Bool

    /// What the project promises.
    static let usual = ChaosScale(
        rate: 100, killsOfEachService: 12, killsOfBroker: 5, crashesOfDatabase: 5, betweenKills: 4_000,
        betweenCrashes: 8_000, betweenBrokerKills: 20_000, outage: 60_000, freeze: 40_000, frozenServices: 2,
        trouble: 25_000, killsOfLeaders: 2, calm: 3_000, auditsEachAct: true)
    /// The same once each, to see that the acts work.
    static let brief = ChaosScale(
        rate: 10, killsOfEachService: 1, killsOfBroker: 1, crashesOfDatabase: 1, betweenKills: 500,
        betweenCrashes: 500, betweenBrokerKills: 500, outage: 5_000, freeze: 25_000, frozenServices: 1,
        trouble: 3_000, killsOfLeaders: 2, calm: 1_000, auditsEachAct: false)
}
