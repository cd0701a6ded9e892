internal import AMQP
internal import Eventing
internal import Vocabulary

/// What a number of deliveries carried, sorted into what can be handled and what is parked at once.
struct Arrival: Sendable {
    /// The events to handle, in the order in which they came.
    private(set) var events: [ArrivedEvent] = []
    /// What cannot even be tried.
    private(set) var unfit: [ParkedEvent] = []
    /// What the desks of other services say.
    private(set) var words: [DeskWord] = []

    init(_ deliveries: [AMQPDelivery], on today: Day) {
        for delivery in deliveries {
            do throws(EventFault) {
                if let word = try DeskWord(delivery) {
                    words.append(word)
                    continue
                }
                for element in try EventBatch.decode(delivery.body) {
                    add(element, from: delivery, on: today)
                }
            } catch {
                unfit.append(ParkedEvent(unreadable: delivery.body, queue: delivery.queue, fault: error))
            }
        }
    }

    private mutating func add(_ element: EventBatch.Element, from delivery: AMQPDelivery, on today: Day) {
        switch element {
        case .unreadable(let bytes, let fault):
            unfit.append(ParkedEvent(unreadable: bytes, queue: delivery.queue, fault: fault))
        case .event(let event):
            let arrived = ArrivedEvent(envelope: event, queue: delivery.queue)
            if let detour = delivery.detour {
                unfit.append(ParkedEvent(arrived, .forged, error: "says \(event.source), but \(detour)"))
            } else if !delivery.routingKey.hasPrefix("\(event.source.service).\(event.source.aggregate).") {
                unfit.append(
                    ParkedEvent(arrived, .forged, error: "says \(event.source), but came as \(delivery.routingKey)"))
            } else if !Inbox.remembers(event, on: today) {
                unfit.append(
                    ParkedEvent(
                        arrived, .outOfTime, error: "made at \(event.id.instant), outside of what the inbox remembers"))
            } else {
                events.append(arrived)
            }
        }
    }
}

/// An event and the queue that it came on.
struct ArrivedEvent: Sendable {
    var envelope: EventEnvelope
    var queue: String
}
