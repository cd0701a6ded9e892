public import Delivery
public import Eventing
public import Vocabulary

/// What brings something about: somebody's command, an event of another service, or the clock.
public struct Act: Sendable {
    /// Who, or which service, or the clock.
    public let actor: String
    /// The time that counts for the rules.
    public let at: Instant
    /// Why, in the words of who commands.
    public let reason: String
    /// Whose command it is; nil for an event and for the clock, which reach everything.
    public let caller: Caller?
    /// The event that was heard.
    public let event: EventEnvelope?
    /// The place in a trace that it happens at.
    public let trace: TraceContext?

    /// Somebody commands.
    public init(_ context: CommandContext) {
        caller = context.caller
        actor = context.actor
        at = context.now
        reason = context.reason
        event = nil
        trace = context.trace
    }

    /// An event is heard.
    public init(hearing event: EventEnvelope, at now: Instant) {
        caller = nil
        actor = "\(event.source)"
        at = now
        reason = ""
        self.event = event
        trace = event.trace
    }

    /// The clock strikes.
    /// - Parameter trace: the deadline's.
    public init(clockAt due: Instant, in trace: TraceContext?) {
        caller = nil
        actor = "clock"
        at = due
        reason = ""
        event = nil
        self.trace = trace
    }

    /// Whether what belongs to a place is within its reach.
    public func reaches(_ place: DivisionCode) -> Bool {
        caller?.reaches(place) ?? true
    }

    /// What is told of it: it stays in the correlation of the event that brought it about, or begins one.
    public func tell(_ body: some Event, about correlationID: UUIDv7) throws(EventFault) -> PendingEvent {
        guard let event else { return try PendingEvent(body, correlationID: correlationID, trace: trace) }
        return try PendingEvent(body, causedBy: event)
    }
}
