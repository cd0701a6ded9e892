internal import AMQP
internal import Eventing
internal import Vocabulary

/// The messages that carry one page of the log: the events of a routing key travel together.
///
/// A key whose events do not fit one message gets several, in waves: the next one leaves when the one before it is
/// confirmed, so that no failure can put a later version before an earlier one.
struct RelayRound {
    /// The waves, each with at most one message a routing key.
    private(set) var waves: [[AMQPMessage]] = []

    /// How many events a message carries at most.
    static let maximumEvents = 256
    /// How many bytes of data a message carries at most, but for one event that is larger by itself.
    static let maximumBytes = 256 * 1024

    /// The events of one key that travel together.
    private struct Chunk {
        var events: [EventEnvelope] = []
        var bytes = 0

        func hasRoom(for event: EventEnvelope) -> Bool {
            events.isEmpty || events.count < maximumEvents && bytes + event.data.count <= maximumBytes
        }

        mutating func append(_ event: EventEnvelope) {
            events.append(event)
            bytes += event.data.count
        }
    }

    /// - Parameter heard: the sources that somebody listens to. Their messages must reach a queue; what nobody listens to
    ///   rests in the log until somebody does, and must not hold up what comes behind it.
    init(
        _ events: [LoggedEvent], exchange: String, partitioning: Partitioning, heard: Set<EventSource>
    ) throws {
        try self.init(events, exchange: exchange) { event in
            let source = event.envelope.source
            return (partitioning.routingKey(source, partition: event.partition), heard.contains(source))
        }
    }

    /// What is told again to the one who asked: all by the one key on which they hear the answers.
    init(_ events: [LoggedEvent], exchange: String, routingKey: String) throws {
        try self.init(events, exchange: exchange) { _ in (routingKey, true) }
    }

    /// What a partner is told: by a key for each kind of aggregate. It must arrive, since the partner's queues are made before
    /// it is registered.
    init(_ events: [LoggedEvent], toPartner name: String) throws {
        try self.init(events, exchange: Subscription.partnerExchange) { event in
            let source = event.envelope.source
            return (PartnerAddress.routingKey(to: name, source.service, source.aggregate), true)
        }
    }

    private init(
        _ events: [LoggedEvent], exchange: String, keyed: (LoggedEvent) -> (routingKey: String, isHeard: Bool)
    ) throws {
        var chunks: [String: [Chunk]] = [:]
        var keys: [(key: String, isHeard: Bool)] = []
        for event in events {
            let (key, isHeard) = keyed(event)
            if chunks[key] == nil { keys.append((key, isHeard)) }
            Self.add(event.envelope, to: &chunks[key, default: [Chunk()]])
        }
        let depth = chunks.values.map(\.count).max() ?? 0
        waves = try (0..<depth).map { wave in
            try keys.compactMap { key, isHeard in
                guard let chunks = chunks[key], wave < chunks.count else { return nil }
                return try Self.message(
                    carrying: chunks[wave].events, to: key, through: exchange, mustArrive: isHeard)
            }
        }
    }

    private static func add(_ event: EventEnvelope, to chunks: inout [Chunk]) {
        if !chunks[chunks.count - 1].hasRoom(for: event) { chunks.append(Chunk()) }
        chunks[chunks.count - 1].append(event)
    }

    private static func message(
        carrying events: [EventEnvelope], to routingKey: String, through exchange: String, mustArrive: Bool
    ) throws -> AMQPMessage {
        AMQPMessage(
            exchange: exchange, routingKey: routingKey, body: try EventBatch.encode(events),
            contentType: EventBatch.contentType, messageID: events.first?.id.description, isMandatory: mustArrive)
    }
}

extension AMQPPublisher {
    /// Publishes a wave of a round, all of which the broker has to take before the next one leaves.
    /// - Throws: ``DeliveryError/unconfirmed(routingKey:reason:)`` for the first message that it did not take.
    func deliver(_ wave: [AMQPMessage]) async throws {
        let outcomes = await publish(wave)
        for (message, outcome) in zip(wave, outcomes) where outcome != .confirmed {
            throw DeliveryError.unconfirmed(routingKey: message.routingKey, reason: "\(outcome)")
        }
    }
}
