/// A message to be published.
public struct AMQPMessage: Sendable, Hashable {
    /// Where it goes; the empty name is the exchange that routes to the queue named by the routing key.
    public var exchange: String
    /// What the exchange routes by.
    public var routingKey: String
    /// The payload.
    public var body: [UInt8]
    /// A media type.
    public var contentType: String?
    /// Names this message. A mandatory one without an id is given one that is unique on its connection, since a
    /// returned message is known by its id; two mandatory ones of the same id are never in flight together.
    public var messageID: String?
    /// Names what this message belongs to.
    public var correlationID: String?
    /// What kind of message it is.
    public var type: String?
    /// Which application sent it.
    public var applicationID: String?
    /// Seconds since 1970.
    public var timestamp: UInt64?
    /// Named values beside the payload.
    public var headers: AMQPTable
    /// Whether a durable queue keeps it over a restart of the broker.
    public var isPersistent: Bool
    /// Whether it is returned when it reaches no queue. Otherwise such a message is confirmed, and lost.
    public var isMandatory: Bool

    /// A persistent and mandatory message, unless said otherwise.
    public init(
        exchange: String,
        routingKey: String,
        body: [UInt8],
        contentType: String? = nil,
        messageID: String? = nil,
        headers: AMQPTable = [:],
        isPersistent: Bool = true,
        isMandatory: Bool = true
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.body = body
        self.contentType = contentType
        self.messageID = messageID
        self.headers = headers
        self.isPersistent = isPersistent
        self.isMandatory = isMandatory
    }

    /// Why it cannot be put on the wire; nil when it can. An encoder that failed half-way would cost the connection.
    var fault: AMQPError? {
        let names =
            [exchange, routingKey] + [contentType, messageID, correlationID, type, applicationID].compactMap(\.self)
        if let name = names.first(where: { $0.utf8.count > 255 }) {
            return .invalidMessage(reason: "\"\(name.prefix(40))…\" is longer than the 255 bytes that AMQP allows")
        }
        if let name = headers.keys.first(where: { $0.utf8.count > 128 }) {
            return .invalidMessage(reason: "the header name \"\(name.prefix(40))…\" is longer than 128 bytes")
        }
        if AMQPFieldValue.table(headers).wireSize > Self.headerLimit {
            return .invalidMessage(reason: "its headers take more than \(Self.headerLimit) bytes")
        }
        return nil
    }

    /// Leaves room for the other properties in the smallest frame that brokers are set up with, of 128 KiB.
    private static let headerLimit = 64 * 1024
}

extension AMQPFieldValue {
    /// At most this many bytes on the wire.
    fileprivate var wireSize: Int {
        switch self {
        case .boolean: 2
        case .integer, .double, .timestamp: 9
        case .string(let text): 5 + text.utf8.count
        case .bytes(let bytes): 5 + bytes.count
        case .array(let values): values.reduce(5) { $0 + $1.wireSize }
        case .table(let table): table.reduce(5) { $0 + 1 + $1.key.utf8.count + $1.value.wireSize }
        }
    }
}
