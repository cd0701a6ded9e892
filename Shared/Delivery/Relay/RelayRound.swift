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

    init(_ events: [LoggedEvent], exchange: String, partitioning: Partitioning) throws {
        var chunks: [String: [[EventEnvelope]]] = [:]
        var keys: [String] = []
        for event in events {
            let key = partitioning.routingKey(event.envelope.source, partition: event.partition)
            if chunks[key] == nil { keys.append(key) }
            Self.add(event.envelope, to: &chunks[key, default: [[]]])
        }
        let depth = chunks.values.map(\.count).max() ?? 0
        waves = try (0..<depth).map { wave in
            try keys.compactMap { key in
                guard let chunks = chunks[key], wave < chunks.count else { return nil }
                return try Self.message(carrying: chunks[wave], to: key, through: exchange)
            }
        }
    }

    private static func add(_ event: EventEnvelope, to chunks: inout [[EventEnvelope]]) {
        let last = chunks.count - 1
        let bytes = chunks[last].reduce(event.data.count) { $0 + $1.data.count }
        if chunks[last].isEmpty || chunks[last].count < maximumEvents && bytes <= maximumBytes {
            chunks[last].append(event)
        } else {
            chunks.append([event])
        }
    }

    private static func message(
        carrying events: [EventEnvelope], to routingKey: String, through exchange: String
    ) throws -> AMQPMessage {
        AMQPMessage(
            exchange: exchange, routingKey: routingKey, body: try EventBatch.encode(events),
            contentType: EventBatch.contentType, messageID: events.first?.id.description, isMandatory: true)
    }
}
