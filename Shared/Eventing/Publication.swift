/// What a service tells of one kind of aggregate, and which services of the suite listen.
///
/// The audience is part of the public language: a relay starts only after each of them has its queues, so that nothing
/// is told while somebody who must hear it is not there yet.
public struct Publication: Record, Hashable {
    /// The aggregate that is told of.
    public let source: EventSource
    /// The services of the suite that subscribe, by name.
    public let audience: [String]
    /// What becomes of its events when their day leaves the log.
    public let cleanup: Cleanup

    /// What becomes of the events of a day that is dropped from the log.
    public enum Cleanup: String, CodeFieldValue {
        /// They go with their day: they tell of what comes to an end, or of amounts, which the last one does not sum up.
        case delete
        /// Of each subject, the last event of each type is kept for good. Right where every event states by itself all that
        /// holds until the next one of its type.
        case compact
        /// Every one is kept for good. Right where there are few, and each says something that no later one says again.
        case keep
    }

    /// Names a source and its audience.
    /// - Parameter cleanup: what becomes of its events when their day leaves the log.
    public init(_ source: EventSource, to audience: [String], cleanup: Cleanup = .delete) {
        self.source = source
        self.audience = audience
        self.cleanup = cleanup
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ publication: Publication?) throws(EventFault) {
        source = try fields.field("source", publication?.source)
        audience = try fields.field("audience", publication?.audience)
        cleanup = try fields.field("cleanup", publication?.cleanup)
    }
}
