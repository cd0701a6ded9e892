public import Vocabulary

/// What a driver says from the road, sent when there is a network again: it carries its own time.
public struct DriverCommand: Sendable, Equatable {
    /// Its own id, by which a repetition is known.
    public let id: UUIDv7
    /// Who says it.
    public let driverID: UUIDv7
    /// When it was true.
    public let at: Instant
    /// The number of the stop that it speaks of.
    public let stop: Int32
    /// What was done there.
    public let act: DriverAct

    /// Makes a command.
    public init(id: UUIDv7, driverID: UUIDv7, at: Instant, stop: Int32, act: DriverAct) {
        self.id = id
        self.driverID = driverID
        self.at = at
        self.stop = stop
        self.act = act
    }
}

/// What a driver does at a stop.
public enum DriverAct: Sendable, Equatable {
    /// Gets there.
    case arrive
    /// Serves it: what was loaded and unloaded of what was to be.
    case serve(loaded: [UUIDv7], unloaded: [UUIDv7])
    /// Leaves it unserved.
    case fail(StopFailure)
}

/// A driver's command and what became of it.
public struct JournalEntry: Sendable, Equatable {
    /// The command.
    public let command: DriverCommand
    /// Why it has no effect; nil if it has.
    public let contradiction: Contradiction?

    /// An entry as stored.
    public init(command: DriverCommand, contradiction: Contradiction? = nil) {
        self.command = command
        self.contradiction = contradiction
    }
}

/// What a late command contradicts: a later fact that was acted on before it came.
public enum Contradiction: String, Sendable, CaseIterable {
    /// The stop was ended otherwise.
    case stopEndedOtherwise = "stop-ended-otherwise"
    /// Another plan gave its goods to another stop or another run.
    case goodsPlannedElsewhere = "goods-planned-elsewhere"
    /// Its goods went on board or off at another stop.
    case goodsMovedElsewhere = "goods-moved-elsewhere"
    /// The run was over.
    case runEnded = "run-ended"
}
