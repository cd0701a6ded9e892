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
        type = fact.type
        summary = comments.comment(onType: String(reflecting: fact)) ?? ""
        schema = try Self.schema(of: fact, summary: summary, comments)
        let envelope = try Self.sample(of: fact)
        var json = JSONWriter()
        try envelope.write(to: &json)
        example = try JSON(parsing: json.bytes)
    }

    /// The attributes' schema, with what is the same for every event of this type, and with its fields.
    private static func schema(
        of fact: any Event.Type, summary: String, _ comments: SourceComments
    ) throws(EventFault) -> JSON {
        let writer = JSONSchema(comments)
        let envelope = writer.schema(of: try EventEnvelope.shape(), description: summary)
        var attributes = envelope["properties"] ?? [:]
        for (name, value) in [("source", fact.type.source.description), ("type", fact.type.name)] {
            attributes = attributes.with(name, attributes[name]?.with("const", .text(value)))
        }
        let data = writer.schema(of: try fact.shape(), description: summary)
        let head: JSON = ["$schema": JSONSchema.dialect, "title": .text(fact.type.name)]
        return .object(head.members + envelope.with("properties", attributes.with("data", data)).members)
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
