public import Eventing
public import Vocabulary

/// `run.completed`: it is over.
public struct RunCompleted: Event {
    /// `throughtrain.logistics.run.completed.v1`.
    public static let type = EventType("logistics", "run", "completed")

    /// The run.
    public var runID: UUIDv7
    /// The number of the last plan.
    public var plan: Int32
    /// When.
    public var at: Instant
    /// How far it drove, in metres.
    public var distanceM: Int64
    /// How full it was both ways.
    public var loadPermille: LoadPermille
    /// How many stops were served.
    public var served: Int32
    /// How many stops failed.
    public var failed: Int32

    /// Makes the event.
    public init(
        runID: UUIDv7, plan: Int32, at: Instant, distanceM: Int64, loadPermille: LoadPermille, served: Int32,
        failed: Int32
    ) {
        self.runID = runID
        self.plan = plan
        self.at = at
        self.distanceM = distanceM
        self.loadPermille = loadPermille
        self.served = served
        self.failed = failed
    }

    /// The run.
    public var subject: String { runID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        runID = try fields.field("run_id", event?.runID)
        plan = try fields.field("plan", event?.plan)
        at = try fields.field("at", event?.at)
        distanceM = try fields.field("distance_m", event?.distanceM, like: 86_400)
        loadPermille = try fields.field("load_permille", event?.loadPermille)
        served = try fields.field("served", event?.served, like: 14)
        failed = try fields.field("failed", event?.failed, like: 1)
    }
}
