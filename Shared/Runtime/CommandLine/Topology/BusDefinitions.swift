internal import AMQP
internal import Delivery
internal import Eventing

/// What an administrator imports into RabbitMQ for a service: the exchanges that all share, and the rights of its user.
///
/// The user itself must be there, since nobody but it knows its password.
struct BusDefinitions: Record {
    private var exchanges: [Exchange]
    private var permissions: [Permission]
    private var topicPermissions: [TopicPermission]

    init(_ declared: DeclaredTopology, user: String, virtualHost: String) {
        let rights = declared.rights
        exchanges = declared.own.exchanges.filter(\.isShared).map {
            Exchange(name: $0.name, virtualHost: virtualHost, type: $0.kind.rawValue, isDurable: $0.isDurable)
        }
        permissions = [
            Permission(
                user: user, virtualHost: virtualHost, configure: rights.configure, write: rights.write,
                read: rights.read)
        ]
        topicPermissions = rights.topics.map {
            TopicPermission(
                user: user, virtualHost: virtualHost, exchange: $0.exchange, write: $0.write, read: $0.read)
        }
    }

    init(_ fields: inout some FieldCoder, _ definitions: BusDefinitions?) throws(EventFault) {
        exchanges = try fields.field("exchanges", definitions?.exchanges)
        permissions = try fields.field("permissions", definitions?.permissions)
        topicPermissions = try fields.field("topic_permissions", definitions?.topicPermissions)
    }

    private struct Exchange: Record {
        var name: String
        var virtualHost: String
        var type: String
        var isDurable: Bool

        init(name: String, virtualHost: String, type: String, isDurable: Bool) {
            self.name = name
            self.virtualHost = virtualHost
            self.type = type
            self.isDurable = isDurable
        }

        init(_ fields: inout some FieldCoder, _ exchange: Exchange?) throws(EventFault) {
            name = try fields.field("name", exchange?.name)
            virtualHost = try fields.field("vhost", exchange?.virtualHost)
            type = try fields.field("type", exchange?.type)
            isDurable = try fields.field("durable", exchange?.isDurable)
            // RabbitMQ wants these said, whatever they are.
            _ = try fields.field("auto_delete", false)
            _ = try fields.field("internal", false)
            _ = try fields.field("arguments", NoArguments())
        }
    }

    private struct NoArguments: Record {
        init() {}
        init(_ fields: inout some FieldCoder, _ arguments: NoArguments?) throws(EventFault) {}
    }

    private struct Permission: Record {
        var user: String
        var virtualHost: String
        var configure: String
        var write: String
        var read: String

        init(user: String, virtualHost: String, configure: String, write: String, read: String) {
            self.user = user
            self.virtualHost = virtualHost
            self.configure = configure
            self.write = write
            self.read = read
        }

        init(_ fields: inout some FieldCoder, _ permission: Permission?) throws(EventFault) {
            user = try fields.field("user", permission?.user)
            virtualHost = try fields.field("vhost", permission?.virtualHost)
            configure = try fields.field("configure", permission?.configure)
            write = try fields.field("write", permission?.write)
            read = try fields.field("read", permission?.read)
        }
    }

    private struct TopicPermission: Record {
        var user: String
        var virtualHost: String
        var exchange: String
        var write: String
        var read: String

        init(user: String, virtualHost: String, exchange: String, write: String, read: String) {
            self.user = user
            self.virtualHost = virtualHost
            self.exchange = exchange
            self.write = write
            self.read = read
        }

        init(_ fields: inout some FieldCoder, _ permission: TopicPermission?) throws(EventFault) {
            user = try fields.field("user", permission?.user)
            virtualHost = try fields.field("vhost", permission?.virtualHost)
            exchange = try fields.field("exchange", permission?.exchange)
            write = try fields.field("write", permission?.write)
            read = try fields.field("read", permission?.read)
        }
    }
}
