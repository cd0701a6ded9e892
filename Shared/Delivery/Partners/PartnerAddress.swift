public import AMQP

/// Where a partner reads on the broker, and what it may do there, by its name.
public struct PartnerAddress: Sendable, Hashable {
    /// The partner's name: lower case letters, digits and hyphens.
    public let name: String

    /// For how long the queue keeps what is not read, in days. The history has it for longer.
    public static let queueDays = 14
    /// For how long the history keeps what was told, in days.
    public static let historyDays = 400
    /// The history goes by whole files of so many bytes.
    static let historySegment: Int64 = 50_000_000

    /// Takes a name; nil for one that cannot be a partner's.
    public init?(_ name: String) {
        let letters = Array(name.utf8)
        let allowed = letters.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard (2...31).contains(letters.count), allowed, name.first?.isLetter == true else { return nil }
        self.name = name
    }

    /// Its user on the broker: no service can have the same name.
    public var user: String { "partner.\(name)" }
    /// The queue on which it hears what is told from now on.
    public var queue: String { "partner.\(name)" }
    /// The stream that it reads again from wherever it likes.
    public var history: String { "partner.\(name).history" }

    /// The key by which a service tells it of a kind of aggregate: `orchard.orders.order`.
    static func routingKey(to partner: String, _ service: String, _ aggregate: String) -> String {
        "\(partner).\(service).\(aggregate)"
    }

    /// What must exist for it to be told by a service. Each service has bindings of its own, so that it is seen from them
    /// who still tells it anything.
    public func topology(toldBy service: String) -> AMQPTopology {
        var live = AMQPTopology.Queue(queue, kind: .quorum)
        live.deliveryLimit = Subscription.endlessDeliveryLimit
        live.arguments["x-message-ttl"] = .integer(Int64(Self.queueDays) * 86_400_000)
        var stream = AMQPTopology.Queue(history, kind: .stream)
        stream.arguments["x-max-age"] = .string("\(Self.historyDays)D")
        stream.arguments["x-stream-max-segment-size-bytes"] = .integer(Self.historySegment)
        return AMQPTopology(
            exchanges: [Subscription.sharedExchange(named: Subscription.partnerExchange)], queues: [live, stream],
            bindings: [queue, history].map { queue in
                AMQPTopology.Binding(
                    queue: queue, exchange: Subscription.partnerExchange, routingKey: "\(name).\(service).#")
            })
    }

    /// It may read its queue and its history, and nothing else.
    public var rights: BusRights {
        BusRights(configure: "^$", write: "^$", read: "^partner\\.\(name)(\\.history)?$", topics: [])
    }
}
