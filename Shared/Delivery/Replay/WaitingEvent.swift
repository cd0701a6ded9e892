public import Eventing
internal import Postgres
public import Vocabulary

/// A parked event as a list shows it.
public struct WaitingEvent: Record {
    /// Its number, by which commands name it.
    public var number: Int64
    /// Why it waits.
    public var cause: ParkingCause
    /// What was wrong, in words.
    public var error: String
    /// How often it was tried.
    public var attempts: Int32
    /// Since when it waits.
    public var parkedAt: Instant
    /// The queue that it came on.
    public var queue: String
    /// Its own identifier; this and what follows is nil where its attributes could not be read.
    public var id: UUIDv7?
    /// Who told it, in the CloudEvents form.
    public var source: String?
    /// The aggregate's identifier.
    public var subject: String?
    /// Which of its subject's events it is.
    public var subjectVersion: Int32?
    /// The CloudEvents type.
    public var type: String?
    /// When it was told.
    public var toldAt: Instant?

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: WaitingEvent?) throws(EventFault) {
        number = try fields.field("number", event?.number)
        cause = try fields.field("cause", event?.cause)
        error = try fields.field("error", event?.error)
        attempts = try fields.field("attempts", event?.attempts)
        parkedAt = try fields.field("parked_at", event?.parkedAt)
        queue = try fields.field("queue", event?.queue)
        id = try fields.optional("id", event?.id)
        source = try fields.optional("source", event?.source)
        subject = try fields.optional("subject", event?.subject)
        subjectVersion = try fields.optional("subject_version", event?.subjectVersion)
        type = try fields.optional("type", event?.type)
        toldAt = try fields.optional("told_at", event?.toldAt)
    }

    init(_ row: PostgresRow) throws {
        (number, cause, error, attempts, parkedAt, queue, id, source, subject, subjectVersion, type, toldAt) =
            try row.decode(
                Int64.self, ParkingCause.self, String.self, Int32.self, Instant.self, String.self, UUIDv7?.self,
                String?.self, String?.self, Int32?.self, String?.self, Instant?.self)
    }
}

/// A parked event with all that is known of it.
public struct WaitingEventDetail: Record {
    /// The event.
    public var event: WaitingEvent
    /// What may become of it.
    public var remedies: [ParkedDecision]
    /// The event that brought it about.
    public var causationID: UUIDv7?
    /// The order or episode that it belongs to.
    public var correlationID: UUIDv7?
    /// The trace that it belongs to.
    public var traceparent: String?
    /// Its data, or all that arrived where its attributes could not be read.
    public var content: String
    /// The earlier events of its subject that wait, in order; at most the first hundred.
    public var waitsBehind: [WaitingEvent]
    /// The later ones; at most the first hundred.
    public var followers: [WaitingEvent]
    /// How many later ones there are.
    public var followerCount: Int64

    init(
        event: WaitingEvent, causationID: UUIDv7?, correlationID: UUIDv7?, traceparent: String?, content: [UInt8],
        waitsBehind: [WaitingEvent], followers: [WaitingEvent], followerCount: Int64
    ) {
        self.event = event
        remedies = event.cause.remedies
        self.causationID = causationID
        self.correlationID = correlationID
        self.traceparent = traceparent
        self.content = String(decoding: content, as: UTF8.self)
        self.waitsBehind = waitsBehind
        self.followers = followers
        self.followerCount = followerCount
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: WaitingEventDetail?) throws(EventFault) {
        event = try fields.field("event", detail?.event)
        remedies = try fields.field("remedies", detail?.remedies)
        causationID = try fields.optional("causation_id", detail?.causationID)
        correlationID = try fields.optional("correlation_id", detail?.correlationID)
        traceparent = try fields.optional("traceparent", detail?.traceparent)
        content = try fields.field("content", detail?.content)
        waitsBehind = try fields.field("waits_behind", detail?.waitsBehind)
        followers = try fields.field("followers", detail?.followers)
        followerCount = try fields.field("follower_count", detail?.followerCount)
    }
}
