/// A message that was delivered and waits to be acknowledged.
public struct AMQPDelivery: Sendable, Hashable {
    /// What to acknowledge or reject it by.
    public let receipt: AMQPReceipt
    /// The queue that it was consumed from.
    public let queue: String
    /// Where it was published.
    public let exchange: String
    /// What it was routed by.
    public let routingKey: String
    /// Whether it was delivered before, to anyone.
    public let isRedelivered: Bool
    /// The payload.
    public let body: [UInt8]
    /// What was said beside the payload.
    public let properties: AMQPProperties

    /// How often a quorum queue delivered it in vain before, for whatever reason; zero at the first time.
    ///
    /// That is the header `x-delivery-count`, up to RabbitMQ 4.2. From 4.3 on, a delivery that was given back by a nack
    /// counts in `x-acquired-count` only, and one that ended with its consumer in both.
    public var deliveryCount: Int {
        max(count("x-delivery-count"), count("x-acquired-count"))
    }

    /// Whether it came to its queue as a dead letter of another one, as the broker notes in the header `x-death`.
    public var isDeadLetter: Bool {
        properties.headers["x-death"] != nil
    }

    private func count(_ header: String) -> Int {
        guard case .integer(let count) = properties.headers[header] else { return 0 }
        return Int(count)
    }
}

/// What a message says about itself.
public struct AMQPProperties: Sendable, Hashable {
    /// A media type.
    public internal(set) var contentType: String?
    /// Names the message.
    public internal(set) var messageID: String?
    /// Names what it belongs to.
    public internal(set) var correlationID: String?
    /// What kind of message it is.
    public internal(set) var type: String?
    /// Which application sent it.
    public internal(set) var applicationID: String?
    /// Seconds since 1970.
    public internal(set) var timestamp: UInt64?
    /// Named values beside the payload.
    public internal(set) var headers: AMQPTable = [:]
}

/// What a delivery is acknowledged by. It holds for the connection that delivered; on a later one it is ignored, since
/// the broker has taken the message back and delivers it again.
public struct AMQPReceipt: Sendable, Hashable {
    let session: SessionID
    let tag: UInt64
}
