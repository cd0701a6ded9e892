internal import CRabbitMQ
import Glibc

/// A connection whose socket is open and on which nothing was said yet. Destroyed unless it is released.
struct OpenedConnection: ~Copyable {
    private let connection: amqp_connection_state_t
    let descriptor: Int32

    init(_ configuration: AMQPConfiguration, within limit: Duration) throws(AMQPError) {
        guard let connection = amqp_new_connection() else {
            throw .unreachable(address: configuration.address, reason: "out of memory")
        }
        do throws(AMQPError) {
            let socket = try Self.makeSocket(of: connection, configuration)
            var timeout = timeval(limit)
            let status = amqp_socket_open_noblock(socket, configuration.host, Int32(configuration.port), &timeout)
            guard status == AMQP_STATUS_OK.rawValue else {
                throw .unreachable(address: configuration.address, reason: Self.reason(of: status, configuration))
            }
        } catch {
            amqp_destroy_connection(connection)
            throw error
        }
        self.connection = connection
        descriptor = amqp_get_sockfd(connection)
    }

    deinit {
        amqp_destroy_connection(connection)
    }

    consuming func release() -> amqp_connection_state_t {
        let connection = connection
        discard self
        return connection
    }

    /// What the library says, and of TLS what that means.
    private static func reason(of status: Int32, _ configuration: AMQPConfiguration) -> String {
        let said = String(cString: amqp_error_string2(status))
        guard let tls = configuration.tls else { return said }
        return switch status {
        case AMQP_STATUS_SSL_PEER_VERIFY_FAILED.rawValue:
            "its certificate is not from an authority in \(tls.authorityFile) (\(said))"
        case AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED.rawValue:
            "its certificate is not made out to \(configuration.host) (\(said))"
        case AMQP_STATUS_SSL_CONNECTION_FAILED.rawValue, AMQP_STATUS_SSL_ERROR.rawValue:
            "it does not speak TLS on this port as we do (\(said))"
        default: said
        }
    }

    private static func makeSocket(
        of connection: amqp_connection_state_t, _ configuration: AMQPConfiguration
    ) throws(AMQPError) -> OpaquePointer {
        guard let tls = configuration.tls else {
            guard let socket = amqp_tcp_socket_new(connection) else {
                throw .unreachable(address: configuration.address, reason: "no socket to be had")
            }
            return socket
        }
        guard let socket = amqp_ssl_socket_new(connection) else {
            throw .unreachable(address: configuration.address, reason: "no TLS socket to be had")
        }
        amqp_ssl_socket_set_verify_peer(socket, 1)
        amqp_ssl_socket_set_verify_hostname(socket, tls.verifiesHostname ? 1 : 0)
        guard amqp_ssl_socket_set_cacert(socket, tls.authorityFile) == AMQP_STATUS_OK.rawValue else {
            throw .unreachable(address: configuration.address, reason: "\(tls.authorityFile) holds no authorities")
        }
        if let identity = tls.identity {
            let status = amqp_ssl_socket_set_key(socket, identity.certificateFile, identity.keyFile)
            guard status == AMQP_STATUS_OK.rawValue else {
                throw .unreachable(
                    address: configuration.address,
                    reason: "\(identity.certificateFile) and \(identity.keyFile) are no certificate with its key")
            }
        }
        return socket
    }
}

extension AMQPConfiguration {
    /// For people.
    var address: String { "\(host):\(port)" }
}

extension Session {
    /// Speaks the opening of the protocol up to the virtual host, with a broker that is new enough.
    func logIn(as configuration: AMQPConfiguration) throws(AMQPError) {
        var properties = scratch.table([
            "connection_name": .string(configuration.connectionName),
            "capabilities": .table([
                "consumer_cancel_notify": true,
                "connection.blocked": true,
                "publisher_confirms": true,
                "basic.nack": true,
            ]),
        ])
        let reply = watchdog.guarding {
            // The library has it that the frame size is also the size of its pages of memory.
            rabbitmq_login_plain(
                connection, configuration.virtualHost, AMQP_DEFAULT_FRAME_SIZE,
                Int32(clamping: configuration.heartbeat.components.seconds), &properties, configuration.user,
                configuration.password)
        }
        scratch.recycle()
        guard reply.reply_type != AMQP_RESPONSE_NORMAL else {
            if let brokerVersion, !brokerVersion.isSupported { throw .unsupportedBroker(version: brokerVersion) }
            return
        }
        // Refused before the virtual host was asked for, it is the user or the password.
        let refusal = failure(of: reply, on: 0, asking: "virtual host \"\(configuration.virtualHost)\"")
        if case .accessRefused(let reason) = refusal, reason.contains("Login was refused") {
            throw .authenticationRefused(user: configuration.user)
        }
        throw refusal
    }
}
