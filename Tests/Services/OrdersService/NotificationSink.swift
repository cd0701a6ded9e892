import TestSupport

/// The other end of a provider's notifications: an HTTP server that answers as it is told to.
final class NotificationSink: Sendable {
    struct Request: Sendable {
        var signature: String
        var body: [UInt8]
    }

    private let server: ScriptedServer

    var url: String { server.url }

    var received: [Request] {
        server.received.map { Request(signature: $0.header("payment-signature") ?? "", body: $0.body) }
    }

    /// - Parameter statuses: what it answers, request by request. Behind the last one it answers no more.
    init(statuses: [Int]) throws {
        server = try ScriptedServer { before in
            before < statuses.count ? .status(statuses[before]) : .silence
        }
    }
}
