public import AMQP

/// What was seen on a broker, and what could not be seen.
public struct ObservedTopology: Sendable, Equatable {
    /// The broker's version; nil when it is no RabbitMQ.
    public var version: BrokerVersion?
    /// The exchanges that are there.
    public var exchanges: [AMQPTopology.Exchange] = []
    /// The queues that are there.
    public var queues: [Queue] = []
    /// The bindings of all queues; nil when they cannot be seen.
    public var bindings: [AMQPTopology.Binding]?
    /// The bindings that lead from one exchange to another; nil when they cannot be seen.
    public var exchangeBindings: [ExchangeBinding]?
    /// Whether all queues of the virtual host were seen, not only those that were looked for.
    public var hasAllQueues = false
    /// What the service's user may do; nil when that cannot be seen.
    public var rights: Rights?
    /// The user's tags; nil when they cannot be seen.
    public var userTags: [String]?
    /// The feature flags that are off; nil when they cannot be seen.
    public var disabledFeatureFlags: [String]?
    /// What could not be seen, why, and what to do to see it.
    public var unseen: [String] = []

    /// Nothing seen yet.
    public init(version: BrokerVersion?) {
        self.version = version
    }

    /// A queue that is there.
    public struct Queue: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// What it was declared with; nil when that cannot be seen.
        public var arguments: AMQPTable?
        /// Why the broker refused to see it declared as it should be; nil when it did not, or was not asked.
        public var refusal: String?
        /// What policies add to the arguments.
        public var policy: AMQPTable = [:]
        /// Messages in it, those that consumers hold among them where that can be seen.
        public var messages = 0
        /// Who consumes it, or stands by to.
        public var consumers = 0

        /// A queue by its name.
        public init(_ name: String, arguments: AMQPTable? = nil) {
            self.name = name
            self.arguments = arguments
        }
    }

    /// What leads from one exchange to another.
    public struct ExchangeBinding: Sendable, Hashable {
        /// Where messages come from.
        public var source: String
        /// Where they go.
        public var destination: String
        /// Which ones, in the manner of the source.
        public var routingKey: String

        /// Leads from one to the other.
        public init(source: String, destination: String, routingKey: String) {
            self.source = source
            self.destination = destination
            self.routingKey = routingKey
        }
    }

    /// A user's permissions in the virtual host. What was never granted is nil: by names that is nothing, and within a topic
    /// exchange everything.
    public struct Rights: Sendable, Equatable {
        /// What may be declared and deleted.
        public var configure: String?
        /// What may be published to.
        public var write: String?
        /// What may be consumed and bound to.
        public var read: String?
        /// The bounds within topic exchanges.
        public var topics: [BusRights.Topic]

        /// The permissions as granted.
        public init(configure: String? = nil, write: String? = nil, read: String? = nil, topics: [BusRights.Topic] = [])
        {
            self.configure = configure
            self.write = write
            self.read = read
            self.topics = topics
        }
    }
}
