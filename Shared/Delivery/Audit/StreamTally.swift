public import Eventing
public import Vocabulary

/// How much a service told, or heard, of one source within an hour. Two services agree when their tallies are equal.
public struct StreamTally: Record {
    /// Whether it was told or heard.
    public var side: StreamSide
    /// The CloudEvents source.
    public var source: String
    /// The start of the hour in which the events' identifiers were made; nil for all that is older than what is kept by the
    /// hour.
    public var hour: Instant?
    /// How many events.
    public var events: Int64
    /// All identifiers and digests folded into one number, in any order.
    public var fingerprint: Int64

    /// States how much.
    public init(side: StreamSide, source: String, hour: Instant?, events: Int64, fingerprint: Int64) {
        self.side = side
        self.source = source
        self.hour = hour
        self.events = events
        self.fingerprint = fingerprint
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ tally: StreamTally?) throws(EventFault) {
        side = try fields.field("side", tally?.side)
        source = try fields.field("source", tally?.source)
        hour = try fields.optional("hour", tally?.hour)
        events = try fields.field("events", tally?.events)
        fingerprint = try fields.field("fingerprint", tally?.fingerprint)
    }
}
