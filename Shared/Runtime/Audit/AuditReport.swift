public import Eventing

/// One invariant that an audit looked at.
public struct AuditCheck: Record {
    /// What must hold: `lots add up`.
    public var name: String
    /// How many things were looked at.
    public var examined: Int64
    /// What is wrong, each by its identifier; at most the first hundred.
    public var breaches: [String]

    /// States what was looked at and what is wrong.
    public init(_ name: String, examined: Int64, breaches: [String]) {
        self.name = name
        self.examined = examined
        self.breaches = Array(breaches.prefix(100))
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ check: AuditCheck?) throws(EventFault) {
        name = try fields.field("name", check?.name)
        examined = try fields.field("examined", check?.examined)
        breaches = try fields.field("breaches", check?.breaches)
    }
}

/// What an audit of one service found.
struct AuditReport: Record {
    var service: String
    var isOK: Bool
    var checks: [AuditCheck]
    var streams: [StreamTally]

    init(service: String, checks: [AuditCheck], streams: [StreamTally]) {
        self.service = service
        isOK = checks.allSatisfy(\.breaches.isEmpty)
        self.checks = checks
        self.streams = streams
    }

    init(_ fields: inout some FieldCoder, _ report: AuditReport?) throws(EventFault) {
        service = try fields.field("service", report?.service)
        isOK = try fields.field("ok", report?.isOK)
        checks = try fields.field("checks", report?.checks)
        streams = try fields.field("streams", report?.streams)
    }
}

/// What a service told, or heard, of one source: enough to see whether two services agree.
struct StreamTally: Record {
    /// `told` or `heard`.
    var side: String
    var source: String
    var events: Int64
    /// The sum of all events' fingerprints, which does not depend on their order.
    var fingerprint: Int64

    init(side: String, source: String, events: Int64, fingerprint: Int64) {
        self.side = side
        self.source = source
        self.events = events
        self.fingerprint = fingerprint
    }

    init(_ fields: inout some FieldCoder, _ tally: StreamTally?) throws(EventFault) {
        side = try fields.field("side", tally?.side)
        source = try fields.field("source", tally?.source)
        events = try fields.field("events", tally?.events)
        fingerprint = try fields.field("fingerprint", tally?.fingerprint)
    }
}
