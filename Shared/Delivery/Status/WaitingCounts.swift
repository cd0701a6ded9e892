public import Eventing
public import Vocabulary

extension DeliveryStatus {
    /// How much is parked for one cause.
    public struct Parked: Record {
        /// The cause.
        public var cause: ParkingCause
        /// How many events.
        public var events: Int64
        /// Since when the oldest of them has waited.
        public var since: Instant

        init(cause: ParkingCause, events: Int64, since: Instant) {
            self.cause = cause
            self.events = events
            self.since = since
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ parked: Parked?) throws(EventFault) {
            cause = try fields.field("cause", parked?.cause)
            events = try fields.field("events", parked?.events)
            since = try fields.field("since", parked?.since)
        }
    }

    /// Events of a subject that have not come, though later ones have.
    public struct Gap: Record {
        /// Who tells of the subject.
        public var source: String
        /// The aggregate's identifier.
        public var subject: String
        /// The first version that is missing.
        public var missingFrom: Int32
        /// The last one before the first that is held.
        public var missingTo: Int32
        /// How many later events are held.
        public var held: Int64
        /// Since when.
        public var since: Instant
        /// How often its teller was asked for them.
        public var timesAsked: Int32
        /// The first version that the teller still has, when that is past some that are missing: those never come.
        public var keptFrom: Int32?

        init(
            source: String, subject: String, missingFrom: Int32, missingTo: Int32, held: Int64, since: Instant,
            timesAsked: Int32, keptFrom: Int32?
        ) {
            self.source = source
            self.subject = subject
            self.missingFrom = missingFrom
            self.missingTo = missingTo
            self.held = held
            self.since = since
            self.timesAsked = timesAsked
            self.keptFrom = keptFrom
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ gap: Gap?) throws(EventFault) {
            source = try fields.field("source", gap?.source)
            subject = try fields.field("subject", gap?.subject)
            missingFrom = try fields.field("missing_from", gap?.missingFrom)
            missingTo = try fields.field("missing_to", gap?.missingTo)
            held = try fields.field("held", gap?.held)
            since = try fields.field("since", gap?.since)
            timesAsked = try fields.field("times_asked", gap?.timesAsked)
            keptFrom = try fields.optional("kept_from", gap?.keptFrom)
        }
    }

    /// The deadlines of one kind.
    public struct DueDeadlines: Record {
        /// The kind.
        public var kind: String
        /// How many have passed and are not worked yet.
        public var due: Int64
        /// How many failed when they were worked last.
        public var failing: Int64
        /// How many there are in all.
        public var all: Int64
        /// The earliest.
        public var earliest: Instant

        init(kind: String, due: Int64, failing: Int64, all: Int64, earliest: Instant) {
            self.kind = kind
            self.due = due
            self.failing = failing
            self.all = all
            self.earliest = earliest
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ deadlines: DueDeadlines?) throws(EventFault) {
            kind = try fields.field("kind", deadlines?.kind)
            due = try fields.field("due", deadlines?.due)
            failing = try fields.field("failing", deadlines?.failing)
            all = try fields.field("all", deadlines?.all)
            earliest = try fields.field("earliest", deadlines?.earliest)
        }
    }
}
