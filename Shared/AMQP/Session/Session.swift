internal import CRabbitMQ
import Glibc

/// One connection to the broker, logged in, with a channel for messages and one for everything that may fail.
///
/// Not thread-safe, like the library beneath: it lives in an actor, on that actor's thread. What the broker refuses
/// on the channel for messages costs the connection; what it refuses on the other one is only an error.
final class Session {
    let id = SessionID()
    /// Good for polling; closed with the session.
    var descriptor: Int32 { watchdog.descriptor }

    let connection: amqp_connection_state_t
    let watchdog: Watchdog
    let scratch = Scratch()
    var consumers = ConsumerTags()
    private var assembler: ContentAssembler
    private var isAdministrationOpen = false

    static let messages: amqp_channel_t = 1
    static let administration: amqp_channel_t = 2

    /// Opens the socket and says nothing yet; blocks the thread meanwhile, at most as long as the limit.
    init(connectingTo configuration: AMQPConfiguration, within limit: Duration) throws(AMQPError) {
        assembler = ContentAssembler(session: id)
        let opened = try OpenedConnection(configuration, within: limit)
        watchdog = try Watchdog(duplicating: opened.descriptor, limit: configuration.writeTimeout)
        connection = opened.release()
    }

    /// Connects, logs in and opens the channel for messages; blocks the thread meanwhile, within the limits of the
    /// configuration.
    convenience init(_ configuration: AMQPConfiguration) throws(AMQPError) {
        try self.init(connectingTo: configuration, within: configuration.connectTimeout)
        limitReplies(to: configuration.replyTimeout)
        try logIn(as: configuration)
        try open(Self.messages)
    }

    deinit {
        amqp_destroy_connection(connection)
    }

    /// What the broker said of itself when the connection opened; nil when it is no RabbitMQ.
    var brokerVersion: BrokerVersion? {
        guard let properties = amqp_get_server_properties(connection) else { return nil }
        let said = AMQPTable(properties.pointee)
        guard said["product"] == "RabbitMQ", case .string(let version) = said["version"] else { return nil }
        return BrokerVersion(version)
    }

    /// Waits for no reply longer than the limit from here on.
    func limitReplies(to limit: Duration) {
        var timeout = timeval(limit)
        amqp_set_handshake_timeout(connection, &timeout)
        amqp_set_rpc_timeout(connection, &timeout)
    }

    /// Says goodbye, and waits for the answer as long as `limit`.
    func close(within limit: Duration) {
        limitReplies(to: limit)
        _ = watchdog.guarding { amqp_connection_close(connection, AMQP_REPLY_SUCCESS) }
    }

    // MARK: - Receiving

    /// Whether frames wait in memory, which poll does not know of.
    var hasBuffered: Bool {
        amqp_frames_enqueued(connection) != 0 || amqp_data_in_buffer(connection) != 0
    }

    /// The next thing that the broker said; nil when nothing has arrived. Sends heartbeats and misses those of the
    /// broker, so it must be called in each interval even on an idle connection.
    func nextEvent() throws(AMQPError) -> BrokerEvent? {
        while true {
            var frame = amqp_frame_t()
            var immediately = timeval()
            let status = watchdog.guarding { amqp_simple_wait_frame_noblock(connection, &frame, &immediately) }
            if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
            try check(status, while: "reading")
            // Everything that outlives this turn was copied by then.
            defer { amqp_maybe_release_buffers_on_channel(connection, frame.channel) }
            if let event = try interpret(frame) { return event }
        }
    }

    private func interpret(_ frame: amqp_frame_t) throws(AMQPError) -> BrokerEvent? {
        switch UInt32(frame.frame_type) {
        case UInt32(AMQP_FRAME_METHOD):
            return try interpret(frame.payload.method, on: frame.channel)
        case UInt32(AMQP_FRAME_HEADER):
            let header = frame.payload.properties
            guard let decoded = header.decoded?.assumingMemoryBound(to: amqp_basic_properties_t.self) else {
                throw .protocolViolation(reason: "a message header without properties")
            }
            return try assembler.header(AMQPProperties(decoded.pointee), size: Int(header.body_size))
        case UInt32(AMQP_FRAME_BODY):
            let fragment = frame.payload.body_fragment
            return try assembler.body(UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len))
        default:
            return nil
        }
    }

    private func interpret(_ method: amqp_method_t, on channel: amqp_channel_t) throws(AMQPError) -> BrokerEvent? {
        guard let decoded = method.decoded else { return nil }
        switch method.id {
        case AMQP_BASIC_DELIVER_METHOD:
            let deliver = decoded.load(as: amqp_basic_deliver_t.self)
            try assembler.begin(
                .delivery(
                    tag: deliver.delivery_tag, queue: consumers.queue(of: String(deliver.consumer_tag)),
                    exchange: String(deliver.exchange),
                    routingKey: String(deliver.routing_key), isRedelivered: deliver.redelivered != 0))
            return nil
        case AMQP_BASIC_ACK_METHOD:
            let ack = decoded.load(as: amqp_basic_ack_t.self)
            return .acknowledged(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case AMQP_BASIC_NACK_METHOD:
            let nack = decoded.load(as: amqp_basic_nack_t.self)
            return .refused(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case AMQP_BASIC_RETURN_METHOD:
            let returned = decoded.load(as: amqp_basic_return_t.self)
            try assembler.begin(.returned(code: Int(returned.reply_code), reason: String(returned.reply_text)))
            return nil
        case AMQP_BASIC_CANCEL_METHOD:
            let tag = String(decoded.load(as: amqp_basic_cancel_t.self).consumer_tag)
            return consumers.cancelled(tag).map { .consumerCancelled(queue: $0) }
        case AMQP_CONNECTION_BLOCKED_METHOD:
            return .blocked(reason: String(decoded.load(as: amqp_connection_blocked_t.self).reason))
        case AMQP_CONNECTION_UNBLOCKED_METHOD:
            return .unblocked
        case AMQP_CHANNEL_CLOSE_METHOD, AMQP_CONNECTION_CLOSE_METHOD:
            throw closed(by: method, on: channel, asking: "the channel")
        default:
            return nil
        }
    }

    // MARK: - Administration

    /// The channel for requests that may fail, opened anew after each failure.
    func administrationChannel() throws(AMQPError) -> amqp_channel_t {
        if !isAdministrationOpen {
            try open(Self.administration)
            isAdministrationOpen = true
        }
        return Self.administration
    }

    func open(_ channel: amqp_channel_t) throws(AMQPError) {
        try request("a channel", on: channel) { amqp_channel_open(connection, channel) != nil }
    }

    /// Makes a request that has a reply; the broker's refusal names what was asked for.
    func request(_ resource: String, on channel: amqp_channel_t, _ call: () -> Bool) throws(AMQPError) {
        let isAnswered = watchdog.guarding(call)
        defer { amqp_maybe_release_buffers(connection) }
        guard !isAnswered else { return }
        let reply = amqp_get_rpc_reply(connection)
        throw failure(of: reply, on: channel, asking: resource)
    }

    func failure(of reply: amqp_rpc_reply_t, on channel: amqp_channel_t, asking resource: String) -> AMQPError {
        guard reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION else {
            return lost(status: reply.library_error, while: "asking for \(resource)")
        }
        return closed(by: reply.reply, on: channel, asking: resource)
    }

    /// Answers the broker's goodbye, and says why it came.
    private func closed(by method: amqp_method_t, on channel: amqp_channel_t, asking resource: String) -> AMQPError {
        guard let decoded = method.decoded else { return .protocolViolation(reason: "a close without a reason") }
        if method.id == AMQP_CHANNEL_CLOSE_METHOD {
            let close = decoded.load(as: amqp_channel_close_t.self)
            let reason = String(close.reply_text)
            var answer = amqp_channel_close_ok_t()
            _ = watchdog.guarding {
                amqp_send_method(connection, channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &answer)
            }
            if channel == Self.administration { isAdministrationOpen = false }
            return .refusal(code: Int(close.reply_code), reason: reason, of: resource)
                ?? .channelClosed(code: Int(close.reply_code), reason: reason)
        }
        let close = decoded.load(as: amqp_connection_close_t.self)
        let reason = String(close.reply_text)
        var answer = amqp_connection_close_ok_t()
        _ = watchdog.guarding { amqp_send_method(connection, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &answer) }
        return .refusal(code: Int(close.reply_code), reason: reason, of: resource)
            ?? .connectionClosed(code: Int(close.reply_code), reason: reason)
    }

    // MARK: - Failures

    /// Throws what a call that returns a status failed by.
    func check(_ status: Int32, while activity: String) throws(AMQPError) {
        guard status < 0 else { return }
        throw lost(status: status, while: activity)
    }

    private func lost(status: Int32, while activity: String) -> AMQPError {
        if watchdog.didBite {
            return .connectionLost(reason: "the broker did not read while \(activity), so the connection was ended")
        }
        switch status {
        case AMQP_STATUS_TIMEOUT.rawValue:
            return .timeout(awaiting: "the broker's reply while \(activity)")
        case AMQP_STATUS_BAD_AMQP_DATA.rawValue, AMQP_STATUS_UNKNOWN_CLASS.rawValue,
            AMQP_STATUS_UNKNOWN_METHOD.rawValue, AMQP_STATUS_WRONG_METHOD.rawValue,
            AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION.rawValue, AMQP_STATUS_BROKER_UNSUPPORTED_SASL_METHOD.rawValue:
            return .protocolViolation(reason: "\(String(cString: amqp_error_string2(status))), while \(activity)")
        default:
            return .connectionLost(reason: "\(String(cString: amqp_error_string2(status))), while \(activity)")
        }
    }
}

extension AMQPError {
    /// What a reply code of AMQP means for what was asked for; nil when it means nothing particular to it.
    static func refusal(code: Int, reason: String, of resource: String) -> AMQPError? {
        switch Int32(code) {
        case AMQP_ACCESS_REFUSED: .accessRefused(reason: reason)
        case AMQP_NOT_FOUND: .notFound(resources: [resource])
        case AMQP_PRECONDITION_FAILED, AMQP_RESOURCE_LOCKED, AMQP_NOT_IMPLEMENTED:
            .preconditionFailed(resource: resource, reason: reason)
        case AMQP_NOT_ALLOWED where reason.contains("not found"): .notFound(resources: [resource])
        case AMQP_NOT_ALLOWED: .accessRefused(reason: reason)
        default: nil
        }
    }
}

extension timeval {
    /// Whole microseconds of a duration.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
