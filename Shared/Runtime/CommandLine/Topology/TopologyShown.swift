internal import AMQP
internal import Delivery
internal import Eventing

/// What a service declares, for machines and people.
struct TopologyShown: Record {
    private var service: String
    private var exchanges: [Exchange]
    private var queues: LongList<Queue>
    private var bindings: LongList<Binding>
    private var listeners: LongList<Listener>
    private var rights: BusRights

    init(_ declared: DeclaredTopology) {
        service = declared.service
        exchanges = declared.own.exchanges.map { Exchange(name: $0.name, kind: $0.kind.rawValue) }
        queues = LongList(declared.own.queues.map { Queue($0) })
        bindings = LongList(
            declared.own.bindings.map { Binding(queue: $0.queue, exchange: $0.exchange, routingKey: $0.routingKey) })
        listeners = LongList(declared.listeners.map { Listener(service: $0.subscriber, queue: $0.queue) })
        rights = declared.rights
    }

    init(_ fields: inout some FieldCoder, _ shown: TopologyShown?) throws(EventFault) {
        service = try fields.field("service", shown?.service)
        exchanges = try fields.field("exchanges", shown?.exchanges)
        queues = try fields.field("queues", shown?.queues)
        bindings = try fields.field("bindings", shown?.bindings)
        listeners = try fields.field("listeners", shown?.listeners)
        rights = try fields.field("rights", shown?.rights)
    }

    /// The tables for people.
    var tables: String {
        var exchanges = Table("exchange", "kind")
        for exchange in self.exchanges { exchanges.add(exchange.name, exchange.kind) }
        var rights = ["the rights that the user \(service) needs"]
        rights += words("configure", self.rights.configure)
        rights += words("write", self.rights.write)
        rights += words("read", self.rights.read)
        for topic in self.rights.topics {
            rights += words("write to \(topic.exchange)", topic.write)
            rights += words("bind to \(topic.exchange)", topic.read)
        }
        return ["\(exchanges)", "\(queueTable)", "\(listenerTable)", rights.joined(separator: "\n")]
            .joined(separator: "\n\n")
    }

    /// The queues of all partitions in one row.
    private var queueTable: Table {
        var table = Table("queue", "bound to", "delivery limit", "when full", "consumers")
        for group in PartitionedNames.group(queues.elements.map(\.name)) {
            guard let queue = queues.elements.first(where: { $0.name == group.first }) else { continue }
            let keys = bindings.elements.filter { group.names.contains($0.queue) }.map(\.routingKey)
            table.add(
                "\(group)", PartitionedNames.group(keys).map(\.description).joined(separator: ", "),
                queue.deliveryLimit.map { "\($0)" } ?? "", queue.overflow ?? "", queue.isSingleActive ? "one" : "any")
        }
        return table
    }

    private var listenerTable: Table {
        var table = Table("listener", "queue")
        for group in PartitionedNames.group(listeners.elements.map(\.queue)) {
            let listener = listeners.elements.first { $0.queue == group.first }
            table.add(listener?.service ?? "", "\(group)")
        }
        return table
    }

    /// A right, the alternatives of a long pattern below each other.
    private func words(_ right: String, _ pattern: String) -> [String] {
        let line = "  \(right): \(pattern)"
        if line.count <= Self.width { return [line] }
        let alternatives = pattern.split(separator: "|")
        return ["  \(right):"] + alternatives.enumerated().map { "      \($0 == 0 ? "" : "|")\($1)" }
    }

    /// How many characters a line has at most.
    private static let width = 100

    private struct Exchange: Record {
        var name: String
        var kind: String

        init(name: String, kind: String) {
            self.name = name
            self.kind = kind
        }

        init(_ fields: inout some FieldCoder, _ exchange: Exchange?) throws(EventFault) {
            name = try fields.field("name", exchange?.name)
            kind = try fields.field("kind", exchange?.kind)
        }
    }

    private struct Queue: Record {
        var name: String
        var kind: String
        var isSingleActive: Bool
        var deliveryLimit: Int64?
        var deadLetterExchange: String?
        var deadLetterKey: String?
        var deadLetterStrategy: String?
        var overflow: String?

        init(_ queue: AMQPTopology.Queue) {
            name = queue.name
            kind = queue.kind.rawValue
            isSingleActive = queue.hasSingleActiveConsumer
            deliveryLimit = queue.deliveryLimit.map(Int64.init)
            deadLetterExchange = queue.deadLetterExchange
            deadLetterKey = queue.deadLetterRoutingKey
            deadLetterStrategy = queue.deadLetterStrategy?.rawValue
            overflow = queue.overflow?.rawValue
        }

        init(_ fields: inout some FieldCoder, _ queue: Queue?) throws(EventFault) {
            name = try fields.field("name", queue?.name)
            kind = try fields.field("kind", queue?.kind)
            isSingleActive = try fields.field("single_active_consumer", queue?.isSingleActive)
            deliveryLimit = try fields.optional("delivery_limit", queue?.deliveryLimit)
            deadLetterExchange = try fields.optional("dead_letter_exchange", queue?.deadLetterExchange)
            deadLetterKey = try fields.optional("dead_letter_key", queue?.deadLetterKey)
            deadLetterStrategy = try fields.optional("dead_letter_strategy", queue?.deadLetterStrategy)
            overflow = try fields.optional("overflow", queue?.overflow)
        }
    }

    private struct Binding: Record {
        var queue: String
        var exchange: String
        var routingKey: String

        init(queue: String, exchange: String, routingKey: String) {
            self.queue = queue
            self.exchange = exchange
            self.routingKey = routingKey
        }

        init(_ fields: inout some FieldCoder, _ binding: Binding?) throws(EventFault) {
            queue = try fields.field("queue", binding?.queue)
            exchange = try fields.field("exchange", binding?.exchange)
            routingKey = try fields.field("routing_key", binding?.routingKey)
        }
    }

    private struct Listener: Record {
        var service: String
        var queue: String

        init(service: String, queue: String) {
            self.service = service
            self.queue = queue
        }

        init(_ fields: inout some FieldCoder, _ listener: Listener?) throws(EventFault) {
            service = try fields.field("service", listener?.service)
            queue = try fields.field("queue", listener?.queue)
        }
    }
}
