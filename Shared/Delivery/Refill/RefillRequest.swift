internal import AMQP
internal import Eventing
internal import Vocabulary

/// What a service asks of another's log: versions of some subjects, or all that was told of a source.
struct RefillRequest: Record, Hashable {
    /// Names the request, so that asking again is not asking twice.
    var id: UUIDv7
    /// What was told of.
    var source: EventSource
    /// The versions asked for. Empty when the log itself is.
    var versions: [MissingVersions] = []
    /// Of the log, one partition alone.
    var partition: Int32?
    /// Of the log, what was told from then on.
    var since: Instant?

    /// How many subjects one request may name.
    static let maximumSubjects = 500

    /// Asks for versions of some subjects.
    init(id: UUIDv7 = .make(), of source: EventSource, versions: [MissingVersions]) {
        self.id = id
        self.source = source
        self.versions = versions
    }

    /// Asks for the log of a source.
    init(id: UUIDv7, logOf source: EventSource, partition: Int32?, since: Instant?) {
        self.id = id
        self.source = source
        self.partition = partition
        self.since = since
    }

    init(_ fields: inout some FieldCoder, _ request: RefillRequest?) throws(EventFault) {
        id = try fields.field("id", request?.id)
        source = try fields.field("source", request?.source)
        versions = try fields.field("versions", request?.versions)
        partition = try fields.optional("partition", request?.partition)
        since = try fields.optional("since", request?.since)
        if let partition { try expectPartition(partition) }
    }

    /// What the message that carries one calls itself.
    static let messageType = "refill-request"

    /// The message by which a service asks.
    func message(from asker: String) throws(EventFault) -> AMQPMessage {
        var message = AMQPMessage(
            exchange: Subscription.requestsExchange, routingKey: "\(asker).\(source.service)", body: try encoded(),
            contentType: "application/json")
        message.type = Self.messageType
        return message
    }
}

/// Versions of a subject, the first and the last included.
struct MissingVersions: Record, Hashable {
    var subject: String
    var from: Int32
    var to: Int32

    init(of subject: String, from: Int32, to: Int32) {
        self.subject = subject
        self.from = from
        self.to = to
    }

    init(_ fields: inout some FieldCoder, _ versions: MissingVersions?) throws(EventFault) {
        subject = try fields.field("subject", versions?.subject)
        from = try fields.field("from", versions?.from)
        to = try fields.field("to", versions?.to)
        // The highest of all versions has none behind it, from which a subject could go on.
        guard from > 0, to >= from, to < .max else {
            throw .invalid(field: "to", expected: "a version from \(from) on")
        }
    }
}

/// Refuses the number of a partition that no table could keep.
func expectPartition(_ partition: Int32) throws(EventFault) {
    guard partition >= 0, Int16(exactly: partition) != nil else {
        throw .invalid(field: "partition", expected: "the number of a partition")
    }
}
