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
