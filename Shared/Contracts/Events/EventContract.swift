public import Eventing
internal import Vocabulary

/// What is published of one kind of event: the schema of the whole CloudEvents object, and an example.
public struct EventContract: Sendable {
    /// The event's type.
    public let type: EventType
    /// What the type's comment says.
    public let summary: String
    /// A JSON Schema of the event with its attributes.
    public let schema: JSON
    /// An event as the type itself makes it.
    public let example: JSON

    /// Describes a fact.
    public init(_ fact: any Event.Type, _ comments: SourceComments) throws(EventFault) {
        let envelope = try Self.sample(of: fact)
        self.init(
            of: fact, try EventEnvelope.shape(), try fact.shape(), comments,
            example: try Self.json(of: envelope))
    }

    /// Describes a fact as partners are told it; nil if they are not.
    public init?(toPartners fact: any Event.Type, _ comments: SourceComments) throws(EventFault) {
        guard let edition = fact.partnerEdition,
            case .record(let data) = try fact.shape(), case .record(let attributes) = try EventEnvelope.shape()
        else { return nil }
        let told = RecordShape(
            type: attributes.type, fields: attributes.fields.filter { !Self.internalAttributes.contains($0.name) })
        let envelope = try Self.sample(of: fact).asToldToPartners(by: edition)
        self.init(
            of: fact, .record(told), .record(edition.shape(of: data)), comments,
            example: try Self.json(of: envelope))
    }

    /// What brought an event about is the services' own affair.
    private static let internalAttributes: Set = ["causationid", "correlationid", "traceparent"]

    private init(
        of fact: any Event.Type, _ envelope: FieldShape, _ data: FieldShape, _ comments: SourceComments,
        example: JSON
    ) {
        type = fact.type
        summary = comments.comment(onType: String(reflecting: fact)) ?? ""
        schema = Self.schema(of: fact, envelope, data, summary: summary, comments)
        self.example = example
    }

    private static func json(of envelope: EventEnvelope) throws(EventFault) -> JSON {
        var json = JSONWriter()
        try envelope.write(to: &json)
        return try JSON(parsing: json.bytes)
    }

    /// The attributes' schema, with what is the same for every event of this type, and with its fields.
    private static func schema(
        of fact: any Event.Type, _ envelope: FieldShape, _ data: FieldShape, summary: String, _ comments: SourceComments
    ) -> JSON {
        let writer = JSONSchema(comments)
        let whole = writer.schema(of: envelope, description: summary)
        var attributes = whole["properties"] ?? [:]
        for (name, value) in [("source", fact.type.source.description), ("type", fact.type.name)] {
            attributes = attributes.with(name, attributes[name]?.with("const", .text(value)))
        }
        let fields = writer.schema(of: data, description: summary)
        let head: JSON = ["$schema": JSONSchema.dialect, "title": .text(fact.type.name)]
        return .object(head.members + whole.with("properties", attributes.with("data", fields)).members)
    }

    private static func sample<Body: Event>(of fact: Body.Type) throws(EventFault) -> EventEnvelope {
        let body = try Body.sample()
        var envelope = try EventEnvelope.sample()
        envelope.source = fact.type.source
        envelope.type = fact.type.name
        envelope.subject = body.subject
        envelope.data = try body.encoded()
        return envelope
    }
}

extension EventEnvelope {
    /// The event as a partner is told it. What is re-keyed stands for itself, since each partner has another stand-in.
    fileprivate func asToldToPartners(by edition: PartnerEdition) throws(EventFault) -> EventEnvelope {
        var told = self
        told.causationID = nil
        told.correlationID = nil
        told.traceparent = nil
        told.data = try edition.edited(data, for: EditionReader(rekey: { $0 }, owns: { _ in true }))
        return told
    }
}
