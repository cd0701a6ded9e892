internal import Eventing
internal import Tracing
internal import Vocabulary

extension WorkSpans {
    /// Of events on their way to the broker. Their parent is the work that told them.
    init(publishing events: [EventEnvelope]) {
        self.init(events, ofKind: .producer, from: \.trace) { ("publish \($0.type)", $0.messagingAttributes) }
    }

    /// Of events that a service handles. Their parent is the work that told them, in the other service.
    init(handling events: [EventEnvelope]) {
        self.init(events, ofKind: .consumer, from: \.trace) { ("handle \($0.type)", $0.messagingAttributes) }
    }

    /// The events as their handlers get them: with the place of their handling, which what is told in turn comes from.
    func placing(_ events: [EventEnvelope]) -> [EventEnvelope] {
        if isEmpty { return events }
        return events.indices.map { index in
            var event = events[index]
            if let place = place(index) { event.traceparent = place.description }
            return event
        }
    }
}

extension EventEnvelope {
    /// By the names of OpenTelemetry's conventions for messaging, and what finds the event in the log.
    fileprivate var messagingAttributes: SpanAttributes {
        [
            "messaging.system": "rabbitmq", "messaging.destination.name": .string(Subscription.eventsExchange),
            "messaging.message.id": .string(id.description), "throughtrain.source": .string(source.description),
            "throughtrain.subject": .string(subject), "throughtrain.subjectversion": .int64(Int64(subjectVersion)),
        ]
    }
}
