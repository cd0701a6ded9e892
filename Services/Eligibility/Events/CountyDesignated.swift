public import Eventing
public import Vocabulary

/// `county.designated`: a county or village is designated as poor over some time, or ceases to be.
public struct CountyDesignated: Event {
    /// `throughtrain.eligibility.county.designated.v1`.
    public static let type = EventType("eligibility", "county", "designated")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("code", "level", "from", "to", "source"))

    /// How a place is designated.
    public enum Level: String, CodeFieldValue {
        /// A key county of the nation.
        case national
        /// A key county of its province.
        case provincial
        /// A poor village.
        case poorVillage = "poor-village"
        /// Examined, and not designated.
        case none
    }

    /// The county (6 digits) or village (12 digits).
    public var code: DivisionCode
    /// How it is designated.
    public var level: Level
    /// The first day.
    public var from: Day
    /// The last day; absent while no end is set.
    public var to: Day?
    /// Where this is from.
    public var source: String

    /// Makes the event.
    public init(code: DivisionCode, level: Level, from: Day, to: Day?, source: String) {
        self.code = code
        self.level = level
        self.from = from
        self.to = to
        self.source = source
    }

    /// The place's code.
    public var subject: String { code.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        code = try fields.field("code", event?.code)
        level = try fields.field("level", event?.level)
        from = try fields.field("from", event?.from)
        to = try fields.optional("to", event?.to, like: .example() + 365)
        source = try fields.field("source", event?.source, like: "State Council list of 2012")
    }
}
