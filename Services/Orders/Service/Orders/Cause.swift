internal import Delivery
internal import Eventing
internal import Runtime
internal import Vocabulary

/// What brings about a change: a person's command, another service's event, or a clock.
enum Cause {
    /// Somebody who gives a command, and is told if it is refused.
    case command(CommandContext)
    /// What a payment provider notifies, and the order's trace.
    case notification(provider: String, TraceContext?)
    /// An event that was heard.
    case event(EventEnvelope)
    /// A deadline that has passed, and the order's trace.
    case clock(TraceContext?)

    /// Who gives it, as the history names it.
    var givenBy: String {
        switch self {
        case .command(let context): context.actor
        case .notification(let provider, _): provider
        case .event(let envelope): envelope.source.service
        case .clock: "clock"
        }
    }

    /// The event, if it is one.
    var event: EventEnvelope? {
        if case .event(let envelope) = self { envelope } else { nil }
    }

    /// The place in a trace that it works at.
    var trace: TraceContext? {
        switch self {
        case .command(let context): context.trace
        case .notification(_, let trace), .clock(let trace): trace
        case .event(let envelope): envelope.trace
        }
    }

    /// Why, in the words of who gives it.
    var reason: String {
        if case .command(let context) = self { context.reason } else { "" }
    }

    /// An event of ours that it brings about.
    /// - Parameter order: the order that it belongs to.
    func tell(_ body: some Event, of order: UUIDv7) throws(EventFault) -> PendingEvent {
        switch self {
        case .event(let envelope): try PendingEvent(body, causedBy: envelope)
        case .command, .notification, .clock: try PendingEvent(body, correlationID: order, trace: trace)
        }
    }
}
