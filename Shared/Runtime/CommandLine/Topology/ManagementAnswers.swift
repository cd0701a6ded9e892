internal import AMQP
internal import Delivery

// What the management interface answers, as RabbitMQ 3.10 to 4 do.

/// `/api/overview`
struct ListedOverview: Decodable {
    var product_name: String?
    var rabbitmq_version: String

    /// Nil when it is no RabbitMQ.
    var version: BrokerVersion? {
        product_name == "RabbitMQ" ? BrokerVersion(rabbitmq_version) : nil
    }
}

/// `/api/whoami` and `/api/users/USER`
struct ListedUser: Decodable {
    var tags: [String]

    private enum CodingKeys: String, CodingKey {
        case tags
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        if let list = try? fields.decode([String].self, forKey: .tags) {
            tags = list
        } else {
            tags = try fields.decode(String.self, forKey: .tags).split(separator: ",").map(String.init)
        }
    }
}

/// `/api/exchanges/VHOST`
struct ListedExchange: Decodable {
    var name: String
    var type: String
    var durable: Bool
    private var arguments: AMQPTable

    private enum CodingKeys: String, CodingKey {
        case name, type, durable, arguments
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        type = try fields.decode(String.self, forKey: .type)
        durable = try fields.decode(Bool.self, forKey: .durable)
        arguments = fields.table(.arguments)
    }

    /// Nil for one of a plugin's kind.
    var exchange: AMQPTopology.Exchange? {
        AMQPTopology.Exchange.Kind(rawValue: type).map {
            AMQPTopology.Exchange(name, kind: $0, isDurable: durable, arguments: arguments)
        }
    }
}

/// `/api/queues/VHOST`
struct ListedQueue: Decodable {
    static let columns = "name,arguments,messages,consumers,effective_policy_definition"

    var queue: ObservedTopology.Queue

    private enum CodingKeys: String, CodingKey {
        case name, arguments, messages, consumers
        case policy = "effective_policy_definition"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        queue = ObservedTopology.Queue(try fields.decode(String.self, forKey: .name))
        queue.arguments = fields.table(.arguments)
        queue.policy = fields.table(.policy)
        // A queue that was just declared has no figures yet.
        queue.messages = try fields.decodeIfPresent(Int.self, forKey: .messages) ?? 0
        queue.consumers = try fields.decodeIfPresent(Int.self, forKey: .consumers) ?? 0
    }
}

/// `/api/bindings/VHOST`
struct ListedBinding: Decodable {
    private var source: String
    private var destination: String
    private var destinationType: String
    private var routingKey: String
    private var arguments: AMQPTable

    private enum CodingKeys: String, CodingKey {
        case source, destination, arguments
        case destinationType = "destination_type"
        case routingKey = "routing_key"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        source = try fields.decode(String.self, forKey: .source)
        destination = try fields.decode(String.self, forKey: .destination)
        destinationType = try fields.decode(String.self, forKey: .destinationType)
        routingKey = try fields.decode(String.self, forKey: .routingKey)
        arguments = fields.table(.arguments)
    }

    /// Nil for one that leads to another exchange.
    var binding: AMQPTopology.Binding? {
        guard destinationType == "queue" else { return nil }
        return AMQPTopology.Binding(
            queue: destination, exchange: source, routingKey: routingKey, arguments: arguments)
    }

    /// Nil for one that leads to a queue.
    var exchangeBinding: ObservedTopology.ExchangeBinding? {
        guard destinationType == "exchange" else { return nil }
        return ObservedTopology.ExchangeBinding(source: source, destination: destination, routingKey: routingKey)
    }
}

/// `/api/users/USER/permissions`
struct ListedPermission: Decodable {
    var vhost: String
    var configure: String
    var write: String
    var read: String
}

/// `/api/users/USER/topic-permissions`
struct ListedTopicPermission: Decodable {
    var vhost: String
    var exchange: String
    var write: String
    var read: String
}

/// `/api/feature-flags`
struct ListedFeatureFlag: Decodable {
    var name: String
    var state: String
}

extension KeyedDecodingContainer {
    /// A table; an empty one may be written as an empty list, since Erlang does not tell them apart.
    fileprivate func table(_ key: Key) -> AMQPTable {
        ((try? decode([String: ListedValue].self, forKey: key)) ?? [:]).mapValues(\.value)
    }
}

/// A value of a table, as JSON has it.
private struct ListedValue: Decodable {
    var value: AMQPFieldValue

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        if let boolean = try? single.decode(Bool.self) {
            value = .boolean(boolean)
        } else if let integer = try? single.decode(Int64.self) {
            value = .integer(integer)
        } else if let double = try? single.decode(Double.self) {
            value = .double(double)
        } else if let text = try? single.decode(String.self) {
            value = .string(text)
        } else if let list = try? single.decode([ListedValue].self) {
            value = .array(list.map(\.value))
        } else {
            value = .table(try single.decode([String: ListedValue].self).mapValues(\.value))
        }
    }
}
