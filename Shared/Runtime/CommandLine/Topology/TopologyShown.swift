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
        var queues = Table("queue", "bound to", "delivery limit", "dead letters", "when full", "consumers at once")
        for queue in self.queues.elements {
            let keys = bindings.elements.filter { $0.queue == queue.name }.map(\.routingKey)
            queues.add(
                queue.name, keys.joined(separator: ", "), queue.deliveryLimit.map { "\($0)" } ?? "",
                queue.deadLetterKey ?? "", queue.overflow ?? "", queue.isSingleActive ? "one" : "any")
        }
        var listeners = Table("listener", "queue")
        for listener in self.listeners.elements { listeners.add(listener.service, listener.queue) }
        var rights = Table("may", "what")
        rights.add("configure", self.rights.configure)
        rights.add("write", self.rights.write)
        rights.add("read", self.rights.read)
        for topic in self.rights.topics {
            rights.add("write to \(topic.exchange)", topic.write)
            rights.add("bind to \(topic.exchange)", topic.read)
        }
        return [exchanges, queues, listeners, rights].map(\.description).joined(separator: "\n\n")
    }

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
