/// What a service tells of one kind of aggregate, and which services of the suite listen.
///
/// The audience is part of the public language: a relay starts only after each of them has its queues, so that nothing
/// is told while somebody who must hear it is not there yet.
public struct Publication: Sendable, Hashable {
    /// The aggregate that is told of.
    public let source: EventSource
    /// The services of the suite that subscribe, by name.
    public let audience: [String]

    /// Names a source and its audience.
    public init(_ source: EventSource, to audience: [String]) {
        self.source = source
        self.audience = audience
    }
}
