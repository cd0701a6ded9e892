/// Puts messages together from the frames that they come in: a method, a header, and body frames until its size is reached.
struct ContentAssembler {
    /// What the method said.
    enum Envelope {
        case delivery(tag: UInt64, queue: String, exchange: String, routingKey: String, isRedelivered: Bool)
        case returned(code: Int, reason: String)
    }

    private enum State {
        case idle
        case awaitingHeader(Envelope)
        case awaitingBody(Envelope, AMQPProperties, size: Int, [UInt8])
    }

    private let session: SessionID
    private var state = State.idle

    init(session: SessionID) {
        self.session = session
    }

    mutating func begin(_ envelope: Envelope) throws(AMQPError) {
        guard case .idle = state else { throw .protocolViolation(reason: "a message began within another") }
        state = .awaitingHeader(envelope)
    }

    mutating func header(_ properties: AMQPProperties, size: Int) throws(AMQPError) -> BrokerEvent? {
        guard case .awaitingHeader(let envelope) = state else {
            throw .protocolViolation(reason: "a message header came without a message")
        }
        guard size > 0 else { return complete(envelope, properties, []) }
        state = .awaitingBody(envelope, properties, size: size, [])
        return nil
    }

    /// Copies the bytes.
    mutating func body(_ fragment: UnsafeRawBufferPointer) throws(AMQPError) -> BrokerEvent? {
        guard case .awaitingBody(let envelope, let properties, let size, var bytes) = state else {
            throw .protocolViolation(reason: "a message body came without a header")
        }
        // The array must be held by no one else, or appending to it would copy what is there.
        state = .idle
        if bytes.isEmpty, fragment.count < size {
            bytes.reserveCapacity(size)
        }
        bytes.append(contentsOf: fragment)
        guard bytes.count >= size else {
            state = .awaitingBody(envelope, properties, size: size, bytes)
            return nil
        }
        return complete(envelope, properties, bytes)
    }

    private mutating func complete(
        _ envelope: Envelope, _ properties: AMQPProperties, _ body: [UInt8]
    ) -> BrokerEvent {
        state = .idle
        switch envelope {
        case .delivery(let tag, let queue, let exchange, let routingKey, let isRedelivered):
            return .delivered(
                AMQPDelivery(
                    receipt: AMQPReceipt(session: session, tag: tag),
                    queue: queue,
                    exchange: exchange,
                    routingKey: routingKey,
                    isRedelivered: isRedelivered,
                    body: body,
                    properties: properties))
        case .returned(let code, let reason):
            return .returned(messageID: properties.messageID ?? "", code: code, reason: reason)
        }
    }
}
