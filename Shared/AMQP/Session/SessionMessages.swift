internal import CRabbitMQ
import Glibc

extension Session {
    // MARK: - Publishing

    /// Asks for a confirm of every message from here on; they are counted from 1.
    func selectConfirms() throws(AMQPError) {
        try request("publisher confirms", on: Self.messages) { amqp_confirm_select(connection, Self.messages) != nil }
    }

    /// Whether a write would not wait for the broker to read.
    var isWritable: Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&polled, 1, 0) > 0
    }

    /// Lets what is written leave in full packets until it is let go.
    func holdPackets(_ holds: Bool) {
        var cork: Int32 = holds ? 1 : 0
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_CORK, &cork, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Writes a message.
    func publish(_ message: AMQPMessage) throws(AMQPError) {
        defer { scratch.recycle() }
        var properties = scratch.properties(of: message)
        let status = message.body.withUnsafeBytes { body in
            // The library only reads it.
            let body = amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress))
            return watchdog.guarding {
                amqp_basic_publish(
                    connection, Self.messages, scratch.bytes(message.exchange), scratch.bytes(message.routingKey),
                    message.isMandatory ? 1 : 0, 0, &properties, body)
            }
        }
        try check(status, while: "publishing")
    }

    // MARK: - Consuming

    /// How many unacknowledged messages each consumer that is started from here on may hold.
    func limitPrefetch(to count: UInt16) throws(AMQPError) {
        try request("a prefetch of \(count)", on: Self.messages) {
            amqp_basic_qos(connection, Self.messages, 0, count, 0) != nil
        }
    }

    /// Starts a consumer.
    func consume(_ queue: String) throws(AMQPError) {
        defer { scratch.recycle() }
        let tag = consumers.newTag(for: queue)
        try request("queue \"\(queue)\"", on: Self.messages) {
            amqp_basic_consume(
                connection, Self.messages, scratch.bytes(queue), scratch.bytes(tag), 0, 0, 0, scratch.table([:]))
                != nil
        }
    }

    /// Stops a consumer. What was delivered to it before is buffered still.
    func cancel(_ queue: String) throws(AMQPError) {
        guard let tag = consumers.removeTag(of: queue) else { return }
        defer { scratch.recycle() }
        try request("consumer of queue \"\(queue)\"", on: Self.messages) {
            amqp_basic_cancel(connection, Self.messages, scratch.bytes(tag)) != nil
        }
    }

    /// Settles deliveries.
    func settle(_ settlement: DeliverySettlement) throws(AMQPError) {
        let status = watchdog.guarding {
            switch settlement {
            case .acknowledge(let tag, let multiple):
                amqp_basic_ack(connection, Self.messages, tag, multiple ? 1 : 0)
            case .reject(let tag, let multiple, let requeues):
                amqp_basic_nack(connection, Self.messages, tag, multiple ? 1 : 0, requeues ? 1 : 0)
            }
        }
        try check(status, while: "settling deliveries")
    }
}

extension Scratch {
    fileprivate func properties(of message: AMQPMessage) -> amqp_basic_properties_t {
        var properties = amqp_basic_properties_t()
        var flags = AMQP_BASIC_DELIVERY_MODE_FLAG
        properties.delivery_mode = UInt8(
            (message.isPersistent ? AMQP_DELIVERY_PERSISTENT : AMQP_DELIVERY_NONPERSISTENT).rawValue)
        func set(_ field: inout amqp_bytes_t, _ flag: Int32, _ text: String?) {
            guard let text else { return }
            field = bytes(text)
            flags |= flag
        }
        set(&properties.content_type, AMQP_BASIC_CONTENT_TYPE_FLAG, message.contentType)
        set(&properties.message_id, AMQP_BASIC_MESSAGE_ID_FLAG, message.messageID)
        set(&properties.correlation_id, AMQP_BASIC_CORRELATION_ID_FLAG, message.correlationID)
        set(&properties.type, AMQP_BASIC_TYPE_FLAG, message.type)
        set(&properties.app_id, AMQP_BASIC_APP_ID_FLAG, message.applicationID)
        if let timestamp = message.timestamp {
            properties.timestamp = timestamp
            flags |= AMQP_BASIC_TIMESTAMP_FLAG
        }
        if !message.headers.isEmpty {
            properties.headers = table(message.headers)
            flags |= AMQP_BASIC_HEADERS_FLAG
        }
        properties._flags = amqp_flags_t(flags)
        return properties
    }
}

extension AMQPProperties {
    /// A copy of the library's properties.
    init(_ properties: amqp_basic_properties_t) {
        let flags = Int32(properties._flags)
        func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
            flags & flag == 0 ? nil : String(bytes)
        }
        contentType = text(AMQP_BASIC_CONTENT_TYPE_FLAG, properties.content_type)
        messageID = text(AMQP_BASIC_MESSAGE_ID_FLAG, properties.message_id)
        correlationID = text(AMQP_BASIC_CORRELATION_ID_FLAG, properties.correlation_id)
        type = text(AMQP_BASIC_TYPE_FLAG, properties.type)
        applicationID = text(AMQP_BASIC_APP_ID_FLAG, properties.app_id)
        timestamp = flags & AMQP_BASIC_TIMESTAMP_FLAG == 0 ? nil : properties.timestamp
        headers = flags & AMQP_BASIC_HEADERS_FLAG == 0 ? [:] : AMQPTable(properties.headers)
    }
}
