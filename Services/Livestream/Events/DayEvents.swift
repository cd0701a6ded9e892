public import Eventing
public import Vocabulary

/// An alleviation day began.
public struct DayOpened: Event {
    /// `day.opened`
    public static let type = EventType("livestream", "day", "opened")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("day_id", "day", "opens_at", "closes_at"))

    /// The alleviation day.
    public var dayID: UUIDv7
    /// Its date.
    public var day: Day
    /// 00:00 in Asia/Shanghai.
    public var opensAt: Instant
    /// 24:00 in Asia/Shanghai.
    public var closesAt: Instant

    /// The alleviation day.
    public var subject: String { dayID.description }

    /// Makes the event.
    public init(dayID: UUIDv7, day: Day, opensAt: Instant, closesAt: Instant) {
        self.dayID = dayID
        self.day = day
        self.opensAt = opensAt
        self.closesAt = closesAt
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        dayID = try fields.field("day_id", event?.dayID)
        day = try fields.field("day", event?.day)
        opensAt = try fields.field("opens_at", event?.opensAt, like: Day.example().start)
        closesAt = try fields.field("closes_at", event?.closesAt, like: Day.example().end)
    }
}

/// An alleviation day ended, with what was known to be sold on it by then.
public struct DayClosed: Event {
    /// `day.closed`
    public static let type = EventType("livestream", "day", "closed")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("day_id", "day", "opens_at", "closes_at", "orders", "sales_fen", "to_registered_fen"))

    /// The alleviation day.
    public var dayID: UUIDv7
    /// Its date.
    public var day: Day
    /// 00:00 in Asia/Shanghai.
    public var opensAt: Instant
    /// 24:00 in Asia/Shanghai.
    public var closesAt: Instant
    /// How many orders of buyers were confirmed.
    public var orders: Int64
    /// What their buyers paid, in fen.
    public var salesFen: Fen
    /// What registered households are owed of it, in fen.
    public var toRegisteredFen: Fen

    /// The alleviation day.
    public var subject: String { dayID.description }

    /// Makes the event.
    public init(
        dayID: UUIDv7,
        day: Day,
        opensAt: Instant,
        closesAt: Instant,
        orders: Int64,
        salesFen: Fen,
        toRegisteredFen: Fen
    ) {
        self.dayID = dayID
        self.day = day
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.orders = orders
        self.salesFen = salesFen
        self.toRegisteredFen = toRegisteredFen
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        dayID = try fields.field("day_id", event?.dayID)
        day = try fields.field("day", event?.day)
        opensAt = try fields.field("opens_at", event?.opensAt, like: Day.example().start)
        closesAt = try fields.field("closes_at", event?.closesAt, like: Day.example().end)
        orders = try fields.field("orders", event?.orders, like: 2054)
        salesFen = try fields.field("sales_fen", event?.salesFen, like: 12_400_000)
        toRegisteredFen = try fields.field("to_registered_fen", event?.toRegisteredFen, like: 9_300_000)
    }
}
