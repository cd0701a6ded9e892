import AMQP

/// What the broker does not forbid, though the key is another's: a way over what a service declared itself, as one that is
/// broken into may.
enum Detour: String, CaseIterable {
    case deadLetters = "letters"
    case alternateExchange = "past"

    /// Where the service publishes that goes it.
    func exchange(of service: String) -> String { "\(service).\(rawValue)" }

    /// - Parameters:
    ///   - key: the one that only another may publish.
    ///   - shared: the exchange that it leads to.
    func topology(of service: String, _ key: String, _ shared: String) -> AMQPTopology {
        let own = exchange(of: service)
        switch self {
        case .deadLetters:
            var queue = AMQPTopology.Queue(own, kind: .classic, arguments: ["x-message-ttl": 0])
            queue.deadLetterExchange = shared
            return AMQPTopology(
                exchanges: [.init(own, kind: .direct)], queues: [queue],
                bindings: [.init(queue: own, exchange: own, routingKey: key)])
        case .alternateExchange:
            return AMQPTopology(exchanges: [
                .init(own, kind: .direct, arguments: ["alternate-exchange": .string(shared)])
            ])
        }
    }
}
