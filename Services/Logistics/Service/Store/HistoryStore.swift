internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// Something that was asked of an aggregate.
struct HistoryEntry: Sendable {
    /// What kind of aggregate.
    enum Aggregate: String, StoredAsText {
        case site, vehicle, lane, destination, consignment, shift, run
    }

    let aggregate: Aggregate
    let subject: UUIDv7
    let command: String
    let act: Act
    /// The rule that kept it from having an effect, or made it end otherwise.
    var refusal: String?

    init(_ aggregate: Aggregate, _ subject: UUIDv7, _ command: String, _ act: Act, refusal: String? = nil) {
        self.aggregate = aggregate
        self.subject = subject
        self.command = command
        self.act = act
        self.refusal = refusal
    }
}

/// What happened, and what was asked in vain. Rows are only added.
struct HistoryStore {
    let transaction: PostgresTransaction

    /// Writes down what was asked.
    func append(_ entries: [HistoryEntry]) throws(PostgresError) {
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
