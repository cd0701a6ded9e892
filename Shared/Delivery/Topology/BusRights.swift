public import AMQP
public import Eventing

/// What a service's user may do on the bus, by RabbitMQ's permissions: patterns of names, and of routing keys.
///
/// A service publishes under its own name only, so that none can tell another's facts; it declares and deletes what carries
/// its name, and hears what it subscribes to.
public struct BusRights: Record, Hashable {
    /// What it may declare and delete.
    public let configure: String
    /// What it may publish to, and which queues it may bind.
    public let write: String
    /// What it may bind to, and which queues it may consume.
    public let read: String
    /// Which keys it may publish to an exchange, and bind to it; a topic exchange that is not named here knows no bounds.
    public let topics: [Topic]

    /// The bounds within one topic exchange.
    public struct Topic: Record, Hashable {
        /// The exchange.
        public let exchange: String
        /// The keys that may be published.
        public let write: String
        /// The keys that may be bound.
        public let read: String

        /// Names the bounds.
        public init(exchange: String, write: String, read: String) {
            self.exchange = exchange
            self.write = write
            self.read = read
        }

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ topic: Topic?) throws(EventFault) {
            exchange = try fields.field("exchange", topic?.exchange)
            write = try fields.field("write", topic?.write)
            read = try fields.field("read", topic?.read)
        }
    }

    /// The rights by their patterns.
    public init(configure: String, write: String, read: String, topics: [Topic]) {
        self.configure = configure
        self.write = write
        self.read = read
        self.topics = topics
    }

    /// The rights that a service needs for what it declares, and no more.
    public init(of service: String, for topology: AMQPTopology) {
        let own = service.escapedForPattern + "\\..*"
        let shared = topology.exchanges.filter(\.isShared)
        let used = Self.pattern(shared.map(\.name.escapedForPattern) + [own])
        self.init(
            configure: Self.pattern([own]), write: used, read: used,
            topics: shared.filter { $0.kind == .topic }.map { exchange in
                Topic(
                    exchange: exchange.name, write: Self.keys(told: service, to: exchange.name),
                    read: Self.pattern(
                        topology.bindings.filter { $0.exchange == exchange.name }.map(\.routingKey.keyPattern)))
            })
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ rights: BusRights?) throws(EventFault) {
        configure = try fields.field("configure", rights?.configure)
        write = try fields.field("write", rights?.write)
        read = try fields.field("read", rights?.read)
        topics = try fields.field("topics", rights?.topics)
    }

    /// What a service may write to an exchange. A key begins with who tells, and to partners with whom it is told to.
    private static func keys(told service: String, to exchange: String) -> String {
        let own = service.escapedForPattern + "(\\..*)?$"
        return exchange == Subscription.partnerExchange ? "^[a-z0-9-]+\\." + own : "^" + own
    }

    /// A key that a service writes to an exchange, for an example.
    static func exampleKey(told service: String, to exchange: String) -> String {
        exchange == Subscription.partnerExchange ? "partner.\(service).order" : "\(service).order.0"
    }

    /// What matches one of some patterns as a whole; nothing when there are none.
    private static func pattern(_ alternatives: [String]) -> String {
        var distinct: [String] = []
        for alternative in alternatives where !distinct.contains(alternative) { distinct.append(alternative) }
        switch distinct.count {
        case 0: return "^$"
        case 1: return "^\(distinct[0])$"
        default: return "^(\(distinct.joined(separator: "|")))$"
        }
    }

    // MARK: - Asking

    /// Whether a name or a key matches a pattern, as the broker looks for it; false when the pattern is none.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return text.firstMatch(of: expression) != nil
    }

    /// Whether a queue of the service's own may be bound to a key of an exchange, and unbound.
    func mayBind(_ key: String, to exchange: String) -> Bool {
        guard Self.matches(exchange, read) else { return false }
        return topics.first { $0.exchange == exchange }.map { Self.matches(key, $0.read) } ?? true
    }
}

extension String {
    /// The text as a pattern that matches nothing else.
    fileprivate var escapedForPattern: String {
        reduce(into: "") { pattern, character in
            if "\\^$.|?*+()[]{}".contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
    }

    /// A routing key as a pattern that holds for each number of partitions.
    fileprivate var keyPattern: String {
        var words = split(separator: ".", omittingEmptySubsequences: false).map { String($0).escapedForPattern }
        if let last = words.last, !last.isEmpty, last.allSatisfy({ ("0"..."9").contains($0) }) {
            words[words.count - 1] = "[0-9]+"
        }
        return words.joined(separator: "\\.")
    }
}
