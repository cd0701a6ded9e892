/// What became of a published message.
public enum PublishOutcome: Sendable, Hashable {
    /// The broker has it in every queue that it routes to: on disk, if both message and queue are durable.
    case confirmed
    /// The broker refused it, for instance since a queue is full or has no leader at the moment. It may be in some of
    /// its queues.
    case nacked
    /// It reached no queue. The code is the broker's, 312 for "no route".
    case returned(code: Int, reason: String)
    /// It was sent, and then no answer came: it may have arrived or not.
    case unknown(AMQPError)
    /// It was not sent.
    case unsent(AMQPError)
}
