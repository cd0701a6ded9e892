internal import AMQP
internal import Eventing
internal import Postgres
internal import Vocabulary

/// What a service that was restored from a dump asks of those who listen to it: what did you hear of me?
///
/// It travels by the way of its events, once for each partition, so that whoever reads it has heard all that was told
/// before the restore.
struct HeardQuestion: Record, Hashable {
    /// Names the question; the same on all partitions.
    var id: UUIDv7
    /// What was told of.
    var source: EventSource
    /// By which partition it came.
    var partition: Int32
    /// When the last event was told that the dump has. Identifiers are asked for from the day before on.
    var since: Instant

    init(id: UUIDv7, source: EventSource, partition: Int32, since: Instant) {
        self.id = id
        self.source = source
        self.partition = partition
        self.since = since
    }

    init(_ fields: inout some FieldCoder, _ question: HeardQuestion?) throws(EventFault) {
        id = try fields.field("id", question?.id)
        source = try fields.field("source", question?.source)
        partition = try fields.field("partition", question?.partition)
        since = try fields.field("since", question?.since)
        try expectPartition(partition)
    }

    /// By which the message that carries one is told from one with events.
    static let contentType = "application/vnd.throughtrain.heard-question+json"

    /// The message by which a service asks.
    func message(by partitioning: Partitioning) throws(EventFault) -> AMQPMessage {
        AMQPMessage(
            exchange: Subscription.eventsExchange,
            routingKey: partitioning.routingKey(source, partition: Int(partition)), body: try encoded(),
            contentType: Self.contentType)
    }

    /// Notes that it came; the desk answers when it has come by all partitions.
    func note(in transaction: PostgresTransaction) throws {
        try transaction.send(
            """
            INSERT INTO heard_question (id, source, partition, since)
            VALUES (\(id), \(source.description), \(Int16(partition)), \(since)) ON CONFLICT DO NOTHING
            """)
    }
}
