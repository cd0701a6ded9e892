internal import AMQP
internal import Eventing
internal import Vocabulary

/// A page of what a service heard of another one.
struct HeardReport: Record, Hashable {
    /// The question that is answered.
    var question: UUIDv7
    /// What was heard of.
    var source: EventSource
    /// The last versions heard.
    var subjects: [HeardVersion]
    /// The events heard, of the days that were asked for.
    var events: [HeardEvent]
    /// Whether nothing more comes of this source.
    var isLast: Bool

    init(question: UUIDv7, source: EventSource, subjects: [HeardVersion], events: [HeardEvent], isLast: Bool) {
        self.question = question
        self.source = source
        self.subjects = subjects
        self.events = events
        self.isLast = isLast
    }

    init(_ fields: inout some FieldCoder, _ report: HeardReport?) throws(EventFault) {
        question = try fields.field("question", report?.question)
        source = try fields.field("source", report?.source)
        subjects = try fields.field("subjects", report?.subjects)
        events = try fields.field("events", report?.events)
        isLast = try fields.field("last", report?.isLast)
    }

    /// What the message that carries one calls itself.
    static let messageType = "heard-report"

    /// The message by which a listener answers the one who asked.
    func message(from listener: String) throws(EventFault) -> AMQPMessage {
        var message = AMQPMessage(
            exchange: Subscription.requestsExchange, routingKey: "\(listener).\(source.service)",
            body: try encoded(), contentType: "application/json")
        message.type = Self.messageType
        return message
    }
}

/// The last version that was heard of a subject.
struct HeardVersion: Record, Hashable {
    var subject: String
    var version: Int32

    init(subject: String, version: Int32) {
        self.subject = subject
        self.version = version
    }

    init(_ fields: inout some FieldCoder, _ heard: HeardVersion?) throws(EventFault) {
        subject = try fields.field("subject", heard?.subject)
        version = try fields.field("version", heard?.version)
    }
}

/// An event that was heard, as the inbox remembers it.
struct HeardEvent: Record, Hashable {
    var id: UUIDv7
    /// The fingerprint of what it said.
    var digest: Int64

    init(id: UUIDv7, digest: Int64) {
        self.id = id
        self.digest = digest
    }

    init(_ fields: inout some FieldCoder, _ heard: HeardEvent?) throws(EventFault) {
        id = try fields.field("id", heard?.id)
        digest = try fields.field("digest", heard?.digest)
    }
}
