internal import AMQP

extension AMQPDelivery {
    /// How it came otherwise than by being published to one of the exchanges that all share; nil when it did not.
    ///
    /// Only there does the broker hold a user to the keys that it may publish. A service may declare what carries its name:
    /// an exchange that leads on to a shared one, or a queue whose dead letters go there under any key.
    var detour: String? {
        guard exchange.hasPrefix(Subscription.sharedPrefix) else { return "was published to exchange \(exchange)" }
        // Dead letters of one's own queues come by their own exchange, to a queue of their own.
        return isDeadLetter && exchange != Subscription.deadLetterExchange ? "is a dead letter of another queue" : nil
    }
}
