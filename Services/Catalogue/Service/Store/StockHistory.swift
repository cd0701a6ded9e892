internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What was asked of reservations, lots and slots, by whom, when and why, and what stood against it. It is only added to.
struct StockHistory {
    let transaction: PostgresTransaction

    /// What has a history.
    enum Aggregate: String, StoredAsText {
        /// What an order has a claim on.
        case reservation
        /// Goods of one harvest.
        case lot
        /// What is kept for an offer.
        case slot
    }

    /// One thing that was asked.
    struct Entry {
        var aggregate: Aggregate
        var subject: UUIDv7
        var command: String
        var cause: StockCause
        var at: Instant
        /// The rule that kept it from having an effect.
        var refusal: String?
    }

    /// Adds entries.
    func append(_ entries: [Entry]) throws {
        guard !entries.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO stock_history (aggregate, subject, command, given_by, cause, reason, at, refusal)
            SELECT * FROM unnest(
                \(entries.map(\.aggregate)), \(entries.map(\.subject)), \(entries.map(\.command)),
                \(entries.map(\.cause.giver)), \(entries.map(\.cause.eventID)), \(entries.map(\.cause.reason)),
                \(entries.map(\.at)), \(entries.map(\.refusal)))
            """)
    }
}
