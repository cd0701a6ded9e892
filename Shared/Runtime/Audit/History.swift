public import Delivery
internal import Eventing
public import Postgres
public import Vocabulary

/// Something that was asked of an aggregate.
/// - Note: `Aggregate` has a word for each kind of aggregate of the service.
public struct HistoryEntry<Aggregate: StoredAsText & Sendable>: Sendable {
    /// What kind of aggregate.
    public let aggregate: Aggregate
    /// Which one.
    public let subject: UUIDv7
    /// What was asked.
    public let command: String
    /// What brought it about.
    public let act: Act
    /// The rule that kept it from having an effect, or made it end otherwise.
    public var refusal: String?

    /// Makes an entry.
    public init(_ aggregate: Aggregate, _ subject: UUIDv7, _ command: String, _ act: Act, refusal: String? = nil) {
        self.aggregate = aggregate
        self.subject = subject
        self.command = command
        self.act = act
        self.refusal = refusal
    }
}

/// What happened, and what was asked in vain: the service's table `history`. Rows are only added.
public struct HistoryStore: Sendable {
    /// Where it reads and writes.
    public let transaction: PostgresTransaction

    /// The history as a transaction sees it.
    public init(transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// Writes down what was asked.
    public func append(_ entries: [HistoryEntry<some StoredAsText & Sendable>]) throws(PostgresError) {
        guard !entries.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO history (aggregate, subject, command, actor, at, event_id, reason, refusal)
            SELECT * FROM unnest(
                \(entries.map(\.aggregate)), \(entries.map(\.subject)), \(entries.map(\.command)),
                \(entries.map(\.act.actor)), \(entries.map(\.act.at)), \(entries.map(\.act.event?.id)),
                \(entries.map(\.act.reason)), \(entries.map(\.refusal)))
            """)
    }
}
