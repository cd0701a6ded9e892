public import Eventing
public import Vocabulary

/// What a driver says from the road: sent when there is a network again, many at once, each with its own id and time.
public struct DriverSaying: Record {
    /// Its own id, by which a repetition is known.
    public var id: UUIDv7
    /// When it was true.
    public var at: Instant
    /// The number of the stop that it speaks of.
    public var stop: Int32
    /// What was done there.
    public var act: Act
    /// Why the stop was left unserved.
    public var failure: Failure?
    /// What was loaded.
    public var loaded: [LoadedGoods]?
    /// What a hub or depot has received.
    public var received: [ReceivedGoods]?
    /// What buyers, or a partner at a depot, were handed.
    public var delivered: [DeliveredGoods]?
    /// What a pick-up station keeps for its buyers.
    public var kept: [KeptGoods]?
    /// What was to be loaded or handed over and was not.
    public var failed: [FailedGoods]?

    /// What a driver does at a stop.
    public enum Act: String, CodeFieldValue {
        /// Gets there.
        case arrive
        /// Serves it.
        case serve
        /// Leaves it unserved.
        case fail
    }

    /// Why a stop was not served.
    public enum Failure: String, CodeFieldValue {
        /// Nobody was there.
        case absent
        /// The place was closed.
        case closed
        /// The road was blocked.
        case road
        /// The vehicle could not go on.
        case vehicle
    }

    /// Says something.
    public init(
        id: UUIDv7, at: Instant, stop: Int32, act: Act, failure: Failure? = nil, loaded: [LoadedGoods]? = nil,
        received: [ReceivedGoods]? = nil, delivered: [DeliveredGoods]? = nil, kept: [KeptGoods]? = nil,
        failed: [FailedGoods]? = nil
    ) {
        self.id = id
        self.at = at
        self.stop = stop
        self.act = act
        self.failure = failure
        self.loaded = loaded
        self.received = received
        self.delivered = delivered
        self.kept = kept
        self.failed = failed
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ saying: Self?) throws(EventFault) {
        id = try fields.field("id", saying?.id)
        at = try fields.field("at", saying?.at)
        stop = try fields.field("stop", saying?.stop)
        act = try fields.field("act", saying?.act)
        failure = try fields.optional("failure", saying?.failure)
        loaded = try fields.optional("loaded", saying?.loaded)
        received = try fields.optional("received", saying?.received)
        delivered = try fields.optional("delivered", saying?.delivered)
        kept = try fields.optional("kept", saying?.kept)
        failed = try fields.optional("failed", saying?.failed)
    }
}

/// A driver's sayings, in any order: each takes its place by its time.
public struct DriverReport: Record {
    /// Who says them.
    public var driverID: UUIDv7
    /// What is said.
    public var commands: [DriverSaying]

    /// Makes a report.
    public init(driverID: UUIDv7, commands: [DriverSaying]) {
        self.driverID = driverID
        self.commands = commands
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        driverID = try fields.field("driver_id", report?.driverID)
        commands = try fields.field("commands", report?.commands)
    }
}
