internal import AMQP
internal import Eventing
internal import Vocabulary

/// What a number of deliveries carried, sorted into what can be handled and what is parked at once.
struct Arrival: Sendable {
    /// The events to handle, in the order in which they came.
    private(set) var events: [ArrivedEvent] = []
    /// What cannot even be tried.
    private(set) var unfit: [ParkedEvent] = []
    /// What the desks of other services say, each with how many of the events came before it.
    private(set) var words: [(word: DeskWord, after: Int)] = []

    /// Whether there is something beside events to handle.
    var hasUnfit: Bool { !unfit.isEmpty || !words.isEmpty }

    /// - Parameter isSuspect: whether the process may die of what a delivery carries.
    init(_ deliveries: [AMQPDelivery], on today: Day, isSuspect: (AMQPDelivery) -> Bool = { _ in false }) {
        for delivery in deliveries {
            let letter = DeadLetter(delivery)
            let isSuspect = isSuspect(delivery)
            do throws(EventFault) {
                if let word = try DeskWord(delivery, routingKey: letter?.routingKey ?? delivery.routingKey) {
                    words.append((word, events.count))
                    continue
                }
                for element in try EventBatch.decode(delivery.body) {
                    add(element, from: delivery, letter, isSuspect, on: today)
                }
            } catch {
                unfit.append(ParkedEvent(unreadable: delivery.body, queue: delivery.queue, fault: error))
            }
        }
    }

    /// A part of what arrived: what is said, and the events that came behind it.
    struct Part: Sendable {
        var words: [DeskWord] = []
        var events: [ArrivedEvent] = []
    }

    /// The words and the events in the order in which they came, as far as it matters: versions that will never come are
    /// passed over behind the events before them, and before those that follow.
    var parts: [Part] {
        guard words.contains(where: \.word.leadsOn) else { return [Part(words: words.map(\.word), events: events)] }
        var parts = [Part()]
        var taken = 0
        for (word, place) in words {
            if word.leadsOn, place > taken {
                parts[parts.count - 1].events += events[taken..<place]
                parts.append(Part())
                taken = place
            }
            parts[parts.count - 1].words.append(word)
        }
        parts[parts.count - 1].events += events[taken...]
        return parts
    }

    private mutating func add(
        _ element: EventBatch.Element, from delivery: AMQPDelivery, _ letter: DeadLetter?, _ isSuspect: Bool,
        on today: Day
    ) {
        switch element {
        case .unreadable(let bytes, let fault):
            unfit.append(ParkedEvent(unreadable: bytes, queue: delivery.queue, fault: fault))
        case .event(let event):
            var arrived = ArrivedEvent(envelope: event, queue: delivery.queue)
            let key = letter?.routingKey ?? delivery.routingKey
            if let detour = delivery.detour {
                let error = "says \(event.source), but \(detour)"
                unfit.append(ParkedEvent(arrived, Refusal(cause: .forged, error: error)))
            } else if !key.hasPrefix("\(event.source.service).\(event.source.aggregate).") {
                let error = "says \(event.source), but came as \(key)"
                unfit.append(ParkedEvent(arrived, Refusal(cause: .forged, error: error)))
            } else if Day(of: event.id.instant) > today + 1 {
                let error = "made at \(event.id.instant), which has not come yet"
                unfit.append(ParkedEvent(arrived, Refusal(cause: .outOfTime, error: error)))
            } else {
                arrived.refusal = letter?.refusal
                arrived.isSuspect = isSuspect
                events.append(arrived)
            }
        }
    }
}

/// An event and the queue that it came on.
struct ArrivedEvent: Sendable, Equatable {
    var envelope: EventEnvelope
    var queue: String
    /// Why it is parked when its turn comes, instead of handled.
    var refusal: Refusal?
    /// Whether the process may die of it.
    var isSuspect = false
}
