public import Eventing
public import Vocabulary

/// An episode's audience was counted. The counts of a programme's episodes merge by the greater of each two registers.
public struct AudienceCounted: Event {
    /// `audience.counted`
    public static let type = EventType("livestream", "audience", "counted")

    /// Every partner is told the numbers, and not what they are counted from.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("episode_id", "as_of", "unique_estimate", "peak"), .withheld("registers"))

    /// What was watched.
    public var episodeID: UUIDv7
    /// When it was counted.
    public var asOf: Instant
    /// About how many different sessions watched.
    public var uniqueEstimate: Int64
    /// How many watched when it was most.
    public var peak: Int64
    /// HyperLogLog, one byte for each of 2^12 to 2^14 registers. Not in the partner edition.
    public var registers: Base64Bytes

    /// The episode.
    public var subject: String { episodeID.description }

    /// Makes the event.
    public init(episodeID: UUIDv7, asOf: Instant, uniqueEstimate: Int64, peak: Int64, registers: Base64Bytes) {
        self.episodeID = episodeID
        self.asOf = asOf
        self.uniqueEstimate = uniqueEstimate
        self.peak = peak
        self.registers = registers
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        episodeID = try fields.field("episode_id", event?.episodeID)
        asOf = try fields.field("as_of", event?.asOf)
        uniqueEstimate = try fields.field("unique_estimate", event?.uniqueEstimate, like: 48210)
        peak = try fields.field("peak", event?.peak, like: 12400)
        registers = try fields.field("registers", event?.registers)
    }
}
