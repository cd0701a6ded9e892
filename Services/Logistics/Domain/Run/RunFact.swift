public import Vocabulary

/// What happened to a run. Its plan, where one is named, is the one that the run holds afterwards.
public enum RunFact: Sendable, Equatable {
    /// A plan came into force.
    case planned(plan: Int32)
    /// Consignments are no longer to be loaded by this run.
    case released([UUIDv7])
    /// It was called off.
    case cancelled
    /// It set out.
    case started
    /// The vehicle got to a stop.
    case arrived(stop: Int32, at: Instant)
    /// A stop was served.
    case served(StopVisit)
    /// A stop was not served.
    case stopFailed(StopVisit, StopFailure)
    /// What the driver said contradicts what was done since: it is for the dispatcher to see.
    case setAside(DriverCommand, Contradiction)
    /// Goods left for another vehicle.
    case handedOver([UUIDv7])
    /// Goods came from another vehicle.
    case tookOver([UUIDv7])
    /// It broke down.
    case interrupted(Breakdown)
    /// It is over.
    case completed(RunTotals)
}

/// What a run came to.
public struct RunTotals: Sendable, Equatable {
    /// How far it drove, by the plan: to every stop served or failed, and back.
    public let metres: Int64
    /// How full it was both ways.
    public let loadFactor: LoadFactor
    /// How many stops were served.
    public let served: Int32
    /// How many stops failed.
    public let failed: Int32

    /// Makes totals.
    public init(metres: Int64, loadFactor: LoadFactor, served: Int32, failed: Int32) {
        self.metres = metres
        self.loadFactor = loadFactor
        self.served = served
        self.failed = failed
    }
}
