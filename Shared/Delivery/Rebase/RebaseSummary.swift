public import Eventing
public import Vocabulary

/// What a new epoch began with.
public struct RebaseSummary: Record {
    /// The restored service.
    public let service: String
    /// The number of the epoch, from 1.
    public let epoch: Int32
    /// When the last event was told that the dump has.
    public let dumpedAfter: Instant
    /// How many events of the dump the relay had not carried; they are told again, and known where they were heard.
    public let unrelayed: Int64
    /// Of how many subjects others heard versions that the log does not have.
    public let raised: Int64
    /// How many events others remember that the log does not have. The table `lost_event` has their identifiers.
    public let lost: [LostEvents]

    init(
        service: String, epoch: Int32, dumpedAfter: Instant, unrelayed: Int64, raised: Int64, lost: [LostEvents]
    ) {
        self.service = service
        self.epoch = epoch
        self.dumpedAfter = dumpedAfter
        self.unrelayed = unrelayed
        self.raised = raised
        self.lost = lost
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ summary: RebaseSummary?) throws(EventFault) {
        service = try fields.field("service", summary?.service)
        epoch = try fields.field("epoch", summary?.epoch)
        dumpedAfter = try fields.field("dumped_after", summary?.dumpedAfter)
        unrelayed = try fields.field("unrelayed", summary?.unrelayed)
        raised = try fields.field("subjects_raised", summary?.raised)
        lost = try fields.field("lost", summary?.lost)
    }
}

/// How many lost events of a source a listener remembers.
public struct LostEvents: Record {
    /// Who heard them.
    public let listener: String
    /// What they were told of.
    public let source: String
    /// How many.
    public let events: Int64

    init(listener: String, source: String, events: Int64) {
        self.listener = listener
        self.source = source
        self.events = events
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ lost: LostEvents?) throws(EventFault) {
        listener = try fields.field("listener", lost?.listener)
        source = try fields.field("source", lost?.source)
        events = try fields.field("events", lost?.events)
    }
}
