internal import AMQP

/// What the broker notes on a message that it gave up on, in the header `x-death`: the last death comes first.
struct DeadLetter: Sendable, Equatable {
    /// What the message was routed by before.
    let routingKey: String?
    /// The queue that gave it up.
    let queue: String
    /// `delivery_limit`, `rejected`, `expired` or `maxlen`.
    let reason: String

    /// Nil for a message that did not die.
    init?(_ delivery: AMQPDelivery) {
        guard case .array(let deaths) = delivery.properties.headers["x-death"], case .table(let death) = deaths.first
        else { return nil }
        func text(_ name: String) -> String? {
            guard case .string(let text) = death[name] else { return nil }
            return text
        }
        if case .array(let keys) = death["routing-keys"], case .string(let key) = keys.first {
            routingKey = key
        } else {
            routingKey = nil
        }
        queue = text("queue") ?? "an unknown queue"
        reason = text("reason") ?? "an unknown reason"
    }

    /// Why its events are parked.
    var refusal: Refusal {
        Refusal(cause: .deadLettered, error: "given up on \(queue): \(reason)")
    }
}
