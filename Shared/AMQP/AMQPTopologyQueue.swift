extension AMQPTopology {
    /// Holds messages until a consumer acknowledges them.
    public struct Queue: Sendable, Hashable {
        /// How a queue keeps its messages.
        public enum Kind: String, Sendable, Hashable {
            /// On one node.
            case classic
            /// Replicated by consensus; always durable.
            case quorum
            /// An append-only log that consumers read without removing.
            case stream
        }

        /// What happens to messages that a full queue has no room for.
        public enum Overflow: String, Sendable, Hashable {
            /// The oldest message is dropped, or dead-lettered.
            case dropHead = "drop-head"
            /// The new message is refused by a nack.
            case rejectPublish = "reject-publish"
        }

        /// How safely dead letters travel to their exchange.
        public enum DeadLetterStrategy: String, Sendable, Hashable {
            /// Without confirms: a crash may lose them.
            case atMostOnce = "at-most-once"
            /// With confirms. Quorum queues only, and needs ``Overflow/rejectPublish``.
            case atLeastOnce = "at-least-once"
        }

        /// Up to 255 bytes.
        public var name: String
        /// How messages are kept.
        public var kind: Kind
        /// Whether it outlives a restart of the broker.
        public var isDurable: Bool
        /// Whether one consumer at a time is served, the others standing by.
        public var hasSingleActiveConsumer = false
        /// How many failed deliveries a message of a quorum queue survives before it is dead-lettered.
        public var deliveryLimit: Int?
        /// Where dead letters go; nil drops them.
        public var deadLetterExchange: String?
        /// The routing key that dead letters get; nil keeps theirs.
        public var deadLetterRoutingKey: String?
        /// How safely they travel.
        public var deadLetterStrategy: DeadLetterStrategy?
        /// What happens when the queue is full.
        public var overflow: Overflow?
        /// How many messages make it full.
        public var maximumLength: Int?
        /// Further arguments; they win over those above.
        public var arguments: AMQPTable

        /// A durable queue, unless said otherwise.
        public init(_ name: String, kind: Kind, isDurable: Bool = true, arguments: AMQPTable = [:]) {
            self.name = name
            self.kind = kind
            self.isDurable = isDurable
            self.arguments = arguments
        }

        /// What the broker is told, by the names that RabbitMQ gives to queue arguments.
        public var declaredArguments: AMQPTable {
            var table: AMQPTable = ["x-queue-type": .string(kind.rawValue)]
            if hasSingleActiveConsumer { table["x-single-active-consumer"] = true }
            table["x-delivery-limit"] = deliveryLimit.map { .integer(Int64($0)) }
            table["x-dead-letter-exchange"] = deadLetterExchange.map { .string($0) }
            table["x-dead-letter-routing-key"] = deadLetterRoutingKey.map { .string($0) }
            table["x-dead-letter-strategy"] = deadLetterStrategy.map { .string($0.rawValue) }
            table["x-overflow"] = overflow.map { .string($0.rawValue) }
            table["x-max-length"] = maximumLength.map { .integer(Int64($0)) }
            return table.merging(arguments) { _, further in further }
        }
    }
}
