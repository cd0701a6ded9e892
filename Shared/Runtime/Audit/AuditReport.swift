public import Delivery
public import Eventing
public import Vocabulary

/// What an audit of one service found.
public struct AuditReport: Record {
    /// The service.
    public var service: String
    /// When it was audited, by the wall.
    public var at: Instant
    /// Whether every check holds.
    public var isOK: Bool
    /// What was looked at.
    public var checks: [AuditCheck]
    /// The check that took longest.
    public var slowest: String?
    /// How many events were read, the others being counted by an audit before.
    public var eventsRead: Int64
    /// Streams are tallied by the hour from here on.
    public var byTheHourSince: Instant
    /// What was told and heard of each source, by which two services are compared.
    public var streams: [StreamTally]
    /// What restores have cost of what was told, by who heard it.
    public var lost: [LostTally]
    /// What was not heard of others, since it had been dropped from their logs before.
    public var passedOver: [PassedOver]
    /// Who must have heard what was told.
    public var publications: [Publication]

    /// States what was found.
    public init(
        service: String, at: Instant, checks: [AuditCheck], eventsRead: Int64 = 0, byTheHourSince: Instant,
        streams: [StreamTally], lost: [LostTally] = [], passedOver: [PassedOver] = [], publications: [Publication]
    ) {
        self.service = service
        self.at = at
        isOK = checks.allSatisfy(\.breaches.isEmpty)
        self.checks = checks
        slowest = checks.max { $0.milliseconds < $1.milliseconds }?.name
        self.eventsRead = eventsRead
        self.byTheHourSince = byTheHourSince
        self.streams = streams
        self.lost = lost
        self.passedOver = passedOver
        self.publications = publications
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: AuditReport?) throws(EventFault) {
        service = try fields.field("service", report?.service)
        at = try fields.field("at", report?.at)
        isOK = try fields.field("ok", report?.isOK)
        checks = try fields.field("checks", report?.checks)
        slowest = try fields.optional("slowest", report?.slowest)
        eventsRead = try fields.field("events_read", report?.eventsRead)
        byTheHourSince = try fields.field("by_the_hour_since", report?.byTheHourSince)
        streams = try fields.field("streams", report.map { LongList($0.streams) }).elements
        lost = try fields.field("lost", report?.lost)
        passedOver = try fields.field("passed_over", report?.passedOver)
        publications = try fields.field("publications", report?.publications)
    }

    /// How many events were told, or heard.
    public func events(_ side: StreamSide) -> Int64 {
        streams.filter { $0.side == side }.reduce(0) { $0 + $1.events }
    }
}
