internal import Eventing
internal import Tracing

/// A span that has ended.
struct SpanRecord: Sendable {
    /// Something that happened during it.
    struct Event: Sendable {
        var name: String
        var at: UInt64
        var attributes: SpanAttributes
    }

    let place: TraceContext
    /// The span that it is part of; nil for the first of its trace.
    let parent: TraceContext?
    var name: String
    let kind: SpanKind
    /// In nanoseconds since 1970, as all times of a span.
    let start: UInt64
    var end: UInt64
    var attributes: SpanAttributes
    var events: [Event]
    var status: SpanStatus?
}
