internal import Eventing

/// An aggregate of another service, as its events name it.
struct HeardSubject: Hashable, Sendable {
    var source: EventSource
    var subject: String

    init(_ source: EventSource, _ subject: String) {
        self.source = source
        self.subject = subject
    }

    /// The identifier alone tells nearly all apart.
    func hash(into hasher: inout Hasher) {
        hasher.combine(subject)
    }

    /// The one that an event tells of.
    init(of event: EventEnvelope) {
        self.init(event.source, event.subject)
    }
}
