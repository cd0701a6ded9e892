public import Eventing
public import Vocabulary

/// The events that a service told, or heard, of a source: by its listings two services that do not tally find those by
/// which they differ.
public struct EventListing: Record {
    /// How an event stands with the service.
    public enum Standing: String, CodeFieldValue {
        /// Told, and on its way or further.
        case left
        /// Told, and not carried by the relay yet.
        case waiting
        /// Told, and lost from the log by a restore.
        case lost
        /// Heard, and of effect or parked because it failed.
        case heard
        /// Arrived, and parked before it could be handled.
        case parked
    }

    /// An event of the listing.
    public struct Entry: Record, Hashable {
        /// Its identifier.
        public var id: UUIDv7
        /// The fingerprint of what it says.
        public var digest: Int64
        /// How it stands.
        public var standing: Standing

        /// Lists an event.
        public init(id: UUIDv7, digest: Int64, standing: Standing) {
            self.id = id
            self.digest = digest
            self.standing = standing
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            id = try fields.field("id", entry?.id)
            digest = try fields.field("digest", entry?.digest)
            standing = try fields.field("standing", entry?.standing)
        }
    }

    /// Whose log or inbox was read.
    public var service: String
    /// Which of the two.
    public var side: StreamSide
    /// The CloudEvents source.
    public var source: String
    /// The start of the hour in which the identifiers were made; nil for every hour of the days that are kept.
    public var hour: Instant?
    /// When the reading began, by the wall of who read. All that was committed by then is in it.
    public var began: Instant
    /// When it had ended. Nothing that was committed later is in it.
    public var ended: Instant
    /// How many messages of the source lay in the service's queues before it began; nil if that is not known.
    public var queued: Int64?
    /// How many events of the hour the tallies have; nil where they are not kept by the hour.
    public var tallied: Int64?
    /// The events, in order.
    public var entries: [Entry]

    /// How many of the entries a tally counts.
    public var counted: Int64 {
        entries.reduce(0) { $0 + ($1.standing == .parked || $1.standing == .lost ? 0 : 1) }
    }

    /// Makes a listing.
    public init(
        service: String, side: StreamSide, source: String, hour: Instant?, began: Instant, ended: Instant,
        queued: Int64? = nil, tallied: Int64? = nil, entries: [Entry]
    ) {
        self.service = service
        self.side = side
        self.source = source
        self.hour = hour
        self.began = began
        self.ended = ended
        self.queued = queued
        self.tallied = tallied
        self.entries = entries
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ listing: EventListing?) throws(EventFault) {
        service = try fields.field("service", listing?.service)
        side = try fields.field("side", listing?.side)
        source = try fields.field("source", listing?.source)
        hour = try fields.optional("hour", listing?.hour)
        began = try fields.field("began", listing?.began)
        ended = try fields.field("ended", listing?.ended)
        queued = try fields.optional("queued", listing?.queued)
        tallied = try fields.optional("tallied", listing?.tallied)
        entries = try fields.field("entries", listing.map { LongList($0.entries) }).elements
    }
}
