/// What the broker said of itself, unasked.
enum BrokerEvent {
    /// The broker took responsibility for the message of this tag, or for all up to it.
    case acknowledged(tag: UInt64, multiple: Bool)
    /// The broker refused it, or all up to it.
    case refused(tag: UInt64, multiple: Bool)
    /// A mandatory message reached no queue. It is acknowledged or refused later, like any other.
    case returned(messageID: String, code: Int, reason: String)
    /// A message for one of our consumers.
    case delivered(AMQPDelivery)
    /// The broker stopped a consumer, for instance since its queue was deleted.
    case consumerCancelled(queue: String)
    /// The broker takes no messages.
    case blocked(reason: String)
    /// The broker takes messages again.
    case unblocked
}
