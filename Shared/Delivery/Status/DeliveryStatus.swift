public import Eventing
public import Vocabulary

/// How a service's events stand: what it told and how far that has left, what it heard, and what waits for whom.
public struct DeliveryStatus: Record {
    /// The service.
    public var service: String
    /// Its log.
    public var log: Log
    /// How far the log has left.
    public var relay: RelayPosition
    /// Its inbox.
    public var inbox: Heard
    /// The queues that it hears on, and those of its listeners.
    public var queues: [Queue]
    /// Why the queues could not be looked at.
    public var brokerFault: String?
    /// What is parked, by cause.
    public var parked: [Parked]
    /// Which events it lacks while later ones of their subjects have come; at most the first hundred.
    public var gaps: [Gap]
    /// The plans for parked events that somebody has to see to; at most the latest hundred.
    public var openPlans: [ParkedPlan]
    /// What is due, by kind.
    public var deadlines: [DueDeadlines]

    init(
        service: String, log: Log, relay: RelayPosition, inbox: Heard, parked: [Parked], gaps: [Gap],
        openPlans: [ParkedPlan], deadlines: [DueDeadlines]
    ) {
        self.service = service
        self.log = log
        self.relay = relay
        self.inbox = inbox
        queues = []
        self.parked = parked
        self.gaps = gaps
        self.openPlans = openPlans
        self.deadlines = deadlines
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ status: DeliveryStatus?) throws(EventFault) {
        service = try fields.field("service", status?.service)
        log = try fields.field("log", status?.log)
        relay = try fields.field("relay", status?.relay)
        inbox = try fields.field("inbox", status?.inbox)
        queues = try fields.field("queues", status.map { LongList($0.queues) }).elements
        brokerFault = try fields.optional("broker_fault", status?.brokerFault)
        parked = try fields.field("parked", status?.parked)
        gaps = try fields.field("gaps", status?.gaps)
        openPlans = try fields.field("open_plans", status?.openPlans)
        deadlines = try fields.field("deadlines", status?.deadlines)
    }

    /// The log of what the service told.
    public struct Log: Record {
        /// How many events the days hold that are kept.
        public var events: Int64
        /// How many days are kept, those ahead not counted.
        public var days: Int64
        /// The last position that was drawn.
        public var lastPosition: Int64
        /// When the last event was told.
        public var lastToldAt: Instant?

        init(events: Int64, days: Int64, lastPosition: Int64, lastToldAt: Instant?) {
            self.events = events
            self.days = days
            self.lastPosition = lastPosition
            self.lastToldAt = lastToldAt
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ log: Log?) throws(EventFault) {
            events = try fields.field("events", log?.events)
            days = try fields.field("days", log?.days)
            lastPosition = try fields.field("last_position", log?.lastPosition)
            lastToldAt = try fields.optional("last_told_at", log?.lastToldAt)
        }
    }

    /// What the service heard, of the days that its inbox remembers.
    public struct Heard: Record {
        /// How many events.
        public var events: Int64
        /// When the last one came.
        public var lastReceivedAt: Instant?

        init(events: Int64, lastReceivedAt: Instant?) {
            self.events = events
            self.lastReceivedAt = lastReceivedAt
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ heard: Heard?) throws(EventFault) {
            events = try fields.field("events", heard?.events)
            lastReceivedAt = try fields.optional("last_received_at", heard?.lastReceivedAt)
        }
    }

    /// A queue on the broker.
    public struct Queue: Record {
        /// Its name.
        public var name: String
        /// The service whose queue it is.
        public var listener: String
        /// How many messages no consumer holds; nil when the queue does not exist.
        public var messages: Int64?
        /// How many consumers it has, whether they are served or stand by.
        public var consumers: Int64?

        init(name: String, listener: String, messages: Int64?, consumers: Int64?) {
            self.name = name
            self.listener = listener
            self.messages = messages
            self.consumers = consumers
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ queue: Queue?) throws(EventFault) {
            name = try fields.field("name", queue?.name)
            listener = try fields.field("listener", queue?.listener)
            messages = try fields.optional("messages", queue?.messages)
            consumers = try fields.optional("consumers", queue?.consumers)
        }
    }
}
