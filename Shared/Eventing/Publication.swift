/// What a service tells of one kind of aggregate, and which services of the suite listen.
///
/// The audience is part of the public language: a relay starts only after each of them has its queues, so that nothing
/// is told while somebody who must hear it is not there yet.
public struct Publication: Record, Hashable {
    /// The aggregate that is told of.
    public let source: EventSource
    /// The services of the suite that subscribe, by name.
    public let audience: [String]

    /// Names a source and its audience.
    public init(_ source: EventSource, to audience: [String]) {
        self.source = source
        self.audience = audience
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ publication: Publication?) throws(EventFault) {
        source = try fields.field("source", publication?.source)
        audience = try fields.field("audience", publication?.audience)
    }
}
