public import Eventing
public import Vocabulary

/// An event on its way into the log: everything but the version of its subject, which the log counts.
public struct PendingEvent: Sendable {
    let id: UUIDv7
    let type: EventType
    let subject: String
    let causationID: UUIDv7?
    let correlationID: UUIDv7?
    let traceparent: String?
    let data: [UInt8]

    /// Takes an event that a command brought about.
    /// - Parameters:
    ///   - correlationID: the order or episode that it belongs to.
    ///   - trace: the command's, which is the task's unless the task works for several commands.
    public init<Body: Event>(
        _ body: Body, correlationID: UUIDv7? = nil, trace: TraceContext? = .current
    ) throws(EventFault) {
        try self.init(body, causationID: nil, correlationID: correlationID, trace: trace)
    }

    /// Takes an event that another event brought about: it stays in that one's correlation and trace.
    public init<Body: Event>(_ body: Body, causedBy cause: EventEnvelope) throws(EventFault) {
        try self.init(
            body, causationID: cause.id, correlationID: cause.correlationID,
            trace: cause.trace)
    }

    private init<Body: Event>(
        _ body: Body, causationID: UUIDv7?, correlationID: UUIDv7?, trace: TraceContext?
    ) throws(EventFault) {
        id = .make()
        type = Body.type
        subject = body.subject
        self.causationID = causationID
        self.correlationID = correlationID
        traceparent = trace?.description
        data = try body.encoded()
    }
}
