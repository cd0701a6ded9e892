/// What must exist on the broker: exchanges, queues and the bindings between them.
///
/// Declaring is idempotent: what is there as declared stays as it is. What is there otherwise is an
/// ``AMQPError/preconditionFailed(resource:reason:)``; nothing is ever changed or deleted.
///
/// RabbitMQ answers that a queue is there while someone else's declaration of it is still under way; a quorum queue
/// refuses messages by nacks until that is done, for some milliseconds.
public struct AMQPTopology: Sendable, Hashable {
    /// Declared first.
    public var exchanges: [Exchange]
    /// Declared second.
    public var queues: [Queue]
    /// Made last.
    public var bindings: [Binding]

    /// Nothing, or what is given.
    public init(exchanges: [Exchange] = [], queues: [Queue] = [], bindings: [Binding] = []) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }

    /// Routes messages to queues.
    public struct Exchange: Sendable, Hashable {
        /// How an exchange chooses queues.
        public enum Kind: String, Sendable, Hashable {
            /// The routing key equals the binding's.
            case direct
            /// Every bound queue.
            case fanout
            /// The routing key matches the binding's pattern of words, `*` and `#`.
            case topic
            /// The headers match the binding's arguments.
            case headers
        }

        /// Up to 255 bytes.
        public var name: String
        /// How queues are chosen.
        public var kind: Kind
        /// Whether it outlives a restart of the broker.
        public var isDurable: Bool
        /// Whether only other exchanges may publish to it.
        public var isInternal: Bool
        /// Whether others use it too, so that it may be there already and belong to none who declares it: then it is looked
        /// up, and declared only when it is missing.
        public var isShared = false
        /// Further arguments.
        public var arguments: AMQPTable

        /// A durable exchange, unless said otherwise.
        public init(
            _ name: String, kind: Kind, isDurable: Bool = true, isInternal: Bool = false, arguments: AMQPTable = [:]
        ) {
            self.name = name
            self.kind = kind
            self.isDurable = isDurable
            self.isInternal = isInternal
            self.arguments = arguments
        }
    }

    /// Leads from an exchange to a queue.
    public struct Binding: Sendable, Hashable {
        /// Where messages go.
        public var queue: String
        /// Where they come from.
        public var exchange: String
        /// Which ones, in the manner of the exchange.
        public var routingKey: String
        /// What the headers must be, for a headers exchange.
        public var arguments: AMQPTable

        /// Binds a queue to an exchange.
        public init(queue: String, exchange: String, routingKey: String, arguments: AMQPTable = [:]) {
            self.queue = queue
            self.exchange = exchange
            self.routingKey = routingKey
            self.arguments = arguments
        }
    }
}
