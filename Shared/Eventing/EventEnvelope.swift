public import Vocabulary

/// An event with its CloudEvents attributes (CloudEvents 1.0.2, JSON format and JSON batch format).
public struct EventEnvelope: Sendable, Equatable {
    /// The event's own identifier, made where it was appended to the log.
    public var id: UUIDv7
    /// Who tells.
    public var source: EventSource
    /// The CloudEvents `type`.
    public var type: String
    /// The aggregate's identifier.
    public var subject: String
    /// Counts the aggregate's published events 1, 2, 3 without a hole. A CloudEvents Integer, which has 32 bits.
    public var subjectVersion: Int32
    /// When it was appended to the log.
    public var time: Instant
    /// The event that brought it about.
    public var causationID: UUIDv7?
    /// The order or episode that it belongs to.
    public var correlationID: UUIDv7?
    /// The trace that it belongs to (W3C Trace Context).
    public var traceparent: String?
    /// The event's fields, as the bytes of a JSON object.
    public var data: [UInt8]

    /// Makes an envelope of its attributes.
    public init(
        id: UUIDv7, source: EventSource, type: String, subject: String, subjectVersion: Int32, time: Instant,
        causationID: UUIDv7? = nil, correlationID: UUIDv7? = nil, traceparent: String? = nil, data: [UInt8]
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.subjectVersion = subjectVersion
        self.time = time
        self.causationID = causationID
        self.correlationID = correlationID
        self.traceparent = traceparent
        self.data = data
    }

    /// Reads the event's fields as those of a type that the caller knows it to be of.
    public func decode<Body: Event>(_ event: Body.Type) throws(EventFault) -> Body {
        try Body(decoding: data)
    }

    /// A fingerprint of what the event says, by which a log and an inbox are compared: XXH64 over its data.
    public var digest: UInt64 {
        xxh64(data)
    }
}

extension EventEnvelope: Record {
    /// The attributes in the order in which they are written, the data last.
    public init(_ fields: inout some FieldCoder, _ event: EventEnvelope?) throws(EventFault) {
        _ = try fields.field("specversion", event.map { _ in SpecificationVersion.current })
        id = try fields.field("id", event?.id)
        source = try fields.field("source", event?.source)
        type = try fields.field("type", event?.type)
        subject = try fields.field("subject", event?.subject)
        subjectVersion = try fields.field("subjectversion", event?.subjectVersion)
        time = try fields.field("time", event?.time)
        causationID = try fields.optional("causationid", event?.causationID)
        correlationID = try fields.optional("correlationid", event?.correlationID)
        traceparent = try fields.optional(
            "traceparent", event?.traceparent, like: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        _ = try fields.field("datacontenttype", event.map { _ in ContentType.json })
        data = try fields.field("data", (event?.data).map(EventData.init(json:))).json
        try expectBounds()
    }

    /// How long the source, the type and the subject of an event may be, each in bytes of UTF-8. Whoever keeps the event has
    /// them in indexes, which take no more than some kilobytes.
    static let maximumNameLength = 255

    /// Refuses what no log and no inbox could keep. The highest of all versions would have none behind it.
    private func expectBounds() throws(EventFault) {
        guard (1..<Int32.max).contains(subjectVersion) else {
            throw .invalid(field: "subjectversion", expected: "a version from 1 on")
        }
        try Self.expectName("source", of: source.service.utf8.count + source.aggregate.utf8.count)
        try Self.expectName("type", of: type.utf8.count)
        try Self.expectName("subject", of: subject.utf8.count)
    }

    private static func expectName(_ field: StaticString, of length: Int) throws(EventFault) {
        guard length <= maximumNameLength else { throw .tooLong(field: "\(field)", limit: maximumNameLength) }
    }
}

/// The version of CloudEvents.
private enum SpecificationVersion: String, CodeFieldValue {
    case current = "1.0"
}

/// What the data of an event is.
private enum ContentType: String, CodeFieldValue {
    case json = "application/json"
}

extension EventSource: TextFieldValue {
    /// The CloudEvents form.
    public static var expectation: String { "a source /throughtrain/<service>/<aggregate>" }
    /// The source of orders.
    public static func example() -> EventSource { EventSource("orders", "order") }
}

/// The data of an event, left unread.
private struct EventData: FieldValue {
    var json: [UInt8]

    func write(to writer: inout JSONWriter) {
        writer.append(raw: json)
    }

    static func read(from json: inout JSONReader) throws(EventFault) -> EventData {
        EventData(json: Array(try json.rawValue()))
    }

    static func example() -> EventData {
        EventData(json: Array("{}".utf8))
    }

    static func shape() -> FieldShape { .object }
}
