internal import Delivery
internal import Eventing
internal import Runtime
internal import Vocabulary

/// Who or what has stock changed.
enum StockCause {
    /// A person's command.
    case command(CommandContext)
    /// Another service's event.
    case event(EventEnvelope)
    /// A deadline that has passed, and the trace that it belongs to.
    case clock(TraceContext?)

    /// What is to be told because of it.
    func tell(_ body: some Event) throws(EventFault) -> PendingEvent {
        switch self {
        case .command(let context): try PendingEvent(body, trace: context.trace)
        case .clock(let trace): try PendingEvent(body, trace: trace)
        case .event(let envelope): try PendingEvent(body, causedBy: envelope)
        }
    }

    /// As the history names it.
    var giver: String {
        switch self {
        case .command(let context): context.actor
        case .event(let envelope): envelope.type
        case .clock: "clock"
        }
    }

    /// The event, if it is one.
    var eventID: UUIDv7? {
        if case .event(let envelope) = self { envelope.id } else { nil }
    }

    /// Why, in the words of who commands it.
    var reason: String {
        if case .command(let context) = self { context.reason } else { "" }
    }
}
