public import Eventing

/// Whether everyone heard what was told to them, no more and no less, and whether each service is sound.
public struct LedgerVerdict: Record {
    /// A service, by its own audit.
    public struct Service: Record {
        /// Its name.
        public var name: String
        /// How many checks it made.
        public var checks: Int64
        /// What is wrong.
        public var breaches: [String]
        /// The check that took longest, and its milliseconds.
        public var slowest: String?

        init(_ report: AuditReport) {
            name = report.service
            checks = Int64(report.checks.count)
            breaches = report.checks.flatMap { check in check.breaches.map { "\(check.name): \($0)" } }
            slowest = report.checks.max { $0.milliseconds < $1.milliseconds }
                .map { "\($0.name), \($0.milliseconds) ms" }
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ service: Service?) throws(EventFault) {
            name = try fields.field("name", service?.name)
            checks = try fields.field("checks", service?.checks)
            breaches = try fields.field("breaches", service?.breaches)
            slowest = try fields.optional("slowest", service?.slowest)
        }
    }

    /// The way from one log to one inbox.
    public struct Road: Record {
        /// The CloudEvents source.
        public var source: String
        /// Who tells.
        public var teller: String
        /// Who hears.
        public var listener: String
        /// How many events were told.
        public var told: Int64
        /// How many of them were heard.
        public var heard: Int64
        /// How many of those heard the teller has lost by a restore, which it says itself.
        public var lost: Int64
        /// How many the listener will never hear, since they had been dropped from the log before.
        public var passedOver: Int64
        /// In how many hours the two did not tally when they were counted.
        public var differingHours: Int64
        /// Of how many of these hours the events have still to be listed.
        public var unlistedHours: Int64 = 0
        /// How many events are missing, too many, or altered.
        public var faults: Int64 = 0
        /// How many events have still to arrive.
        public var onTheirWay: Int64 = 0

        init(
            source: String, teller: String, listener: String, told: Int64, heard: Int64, lost: Int64,
            passedOver: Int64, differingHours: Int64
        ) {
            self.source = source
            self.teller = teller
            self.listener = listener
            self.told = told
            self.heard = heard
            self.lost = lost
            self.passedOver = passedOver
            self.differingHours = differingHours
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ road: Road?) throws(EventFault) {
            source = try fields.field("source", road?.source)
            teller = try fields.field("teller", road?.teller)
            listener = try fields.field("listener", road?.listener)
            told = try fields.field("told", road?.told)
            heard = try fields.field("heard", road?.heard)
            lost = try fields.field("lost", road?.lost)
            passedOver = try fields.field("passed_over", road?.passedOver)
            differingHours = try fields.field("differing_hours", road?.differingHours)
            unlistedHours = try fields.field("unlisted_hours", road?.unlistedHours)
            faults = try fields.field("faults", road?.faults)
            onTheirWay = try fields.field("on_their_way", road?.onTheirWay)
        }
    }

    /// The services that were audited.
    public var services: [Service]
    /// Every way from a log to an inbox.
    public var roads: [Road] = []
    /// The events by which a log and an inbox differ.
    public var events: [EventDifference] = []
    /// What else is wrong, in words.
    public var faults: [String] = []
    /// The listings that are still needed to name events, or to decide what became of them.
    public var requests: [ListingRequest] = []

    init(services: [Service]) {
        self.services = services
    }

    /// Whether nothing is wrong. Events may be on their way, as long as it is known that they are.
    public var isOK: Bool {
        services.allSatisfy(\.breaches.isEmpty) && faults.isEmpty && requests.isEmpty
            && !events.contains(where: \.fate.isFault)
    }

    /// Whether nothing is wrong and nothing is on its way: every inbox has what the logs have.
    public var isSettled: Bool {
        isOK && roads.allSatisfy { $0.differingHours == 0 }
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ verdict: LedgerVerdict?) throws(EventFault) {
        _ = try fields.field("ok", verdict?.isOK)
        services = try fields.field("services", verdict?.services)
        roads = try fields.field("roads", verdict?.roads)
        events = try fields.field("events", verdict.map { LongList($0.events) }).elements
        faults = try fields.field("faults", verdict?.faults)
        requests = try fields.field("listings_wanted", verdict.map { LongList($0.requests) }).elements
    }
}
