/// Why the broker or the connection to it did not do what was asked.
public enum AMQPError: Error, Sendable, Hashable {
    /// No connection could be opened.
    case unreachable(address: String, reason: String)
    /// The broker does not accept the user or the password.
    case authenticationRefused(user: String)
    /// The broker is too old to keep what is promised here.
    case unsupportedBroker(version: BrokerVersion)
    /// The user may not do this.
    case accessRefused(reason: String)
    /// Something exists under this name, but otherwise than declared.
    case preconditionFailed(resource: String, reason: String)
    /// Nothing exists under these names.
    case notFound(resources: [String])
    /// The broker closed the channel.
    case channelClosed(code: Int, reason: String)
    /// The broker closed the connection and said why.
    case connectionClosed(code: Int, reason: String)
    /// The connection broke.
    case connectionLost(reason: String)
    /// What was waited for did not come in time.
    case timeout(awaiting: String)
    /// The broker takes no messages at present, usually since it is short of memory or disk.
    case blocked(reason: String)
    /// The message cannot be put on the wire.
    case invalidMessage(reason: String)
    /// The publisher or consumer was closed.
    case closed
    /// The task that waited was cancelled.
    case cancelled
    /// The peer does not speak AMQP 0-9-1 as expected.
    case protocolViolation(reason: String)

    /// Whether the same may succeed later without anyone changing settings, topology or messages.
    public var isOutage: Bool {
        switch self {
        case .unreachable, .connectionClosed, .connectionLost, .timeout, .blocked, .channelClosed:
            true
        case .authenticationRefused, .unsupportedBroker, .accessRefused, .preconditionFailed, .notFound,
            .invalidMessage, .closed,
            .cancelled, .protocolViolation:
            false
        }
    }
}

extension AMQPError: CustomStringConvertible {
    /// What happened, and what to do next.
    public var description: String {
        switch self {
        case .unreachable(let address, let reason):
            "cannot reach the broker at \(address): \(reason). Check that it runs and that host, port and TLS are right."
        case .authenticationRefused(let user):
            "the broker refused user \"\(user)\" or its password. Check both, or create the user on the broker."
        case .unsupportedBroker(let version):
            "the broker is RabbitMQ \(version). Upgrade it to \(BrokerVersion.oldestSupported) or later."
        case .accessRefused(let reason):
            "the broker forbids this: \(reason). Grant the user the permission, or use another user."
        case .preconditionFailed(let resource, let reason):
            "\(resource) exists otherwise than declared: \(reason). "
                + "Declare it as it is, or drain and delete it so that it can be declared anew."
        case .notFound(let resources):
            "not found: \(Self.list(resources)). Declare what is missing, or correct the name."
        case .channelClosed(let code, let reason):
            "the broker closed the channel (\(code)): \(reason). It is opened again; look at the broker's log if it recurs."
        case .connectionClosed(let code, let reason):
            "the broker closed the connection (\(code)): \(reason). It is opened again unless this recurs."
        case .connectionLost(let reason):
            "the connection to the broker broke: \(reason). It is opened again; check the broker if it recurs."
        case .timeout(let awaited):
            "waited in vain for \(awaited). Try again; check the broker's load if it recurs."
        case .blocked(let reason):
            "the broker takes no messages: \(reason). Free memory or disk on the broker; publishing goes on by itself."
        case .invalidMessage(let reason):
            "the message cannot be sent: \(reason). Correct the message."
        case .closed:
            "already closed. Open another one."
        case .cancelled:
            "the waiting task was cancelled."
        case .protocolViolation(let reason):
            "the peer does not speak AMQP 0-9-1 as expected: \(reason). Check that the port is the broker's AMQP port."
        }
    }

    /// The first few by name, since a topology may lack dozens, and how many more there are.
    private static func list(_ resources: [String]) -> String {
        let named = resources.prefix(3).joined(separator: ", ")
        return resources.count > 3 ? "\(named) and \(resources.count - 3) more" : named
    }
}
