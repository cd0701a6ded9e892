public import Eventing
public import Vocabulary

/// What every short event of a run says.
public struct RunNotice: Record {
    /// The run.
    public var runID: UUIDv7
    /// The number of the plan in force.
    public var plan: Int32
    /// When it happened.
    public var at: Instant

    /// Makes a notice.
    public init(runID: UUIDv7, plan: Int32, at: Instant) {
        self.runID = runID
        self.plan = plan
        self.at = at
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ runNotice: Self?) throws(EventFault) {
        runID = try fields.field("run_id", runNotice?.runID)
        plan = try fields.field("plan", runNotice?.plan)
        at = try fields.field("at", runNotice?.at)
    }
}
