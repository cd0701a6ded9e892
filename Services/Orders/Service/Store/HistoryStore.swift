internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// A command that an order was given, and where it led.
struct HistoryEntry {
    var order: UUIDv7
    var at: Instant
    var command: String
    /// The state before; nil for an order that is new.
    var from: OrderState?
    var to: OrderState
    /// The rule that stood against it.
    var refusal: String?
    var cause: Cause
}

/// The history of orders, which only grows.
struct HistoryStore {
    let transaction: PostgresTransaction

    /// Adds entries. Nothing waits for it.
    func append(_ entries: [HistoryEntry]) throws {
        if entries.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO order_history (
                order_id, at, command, from_state, to_state, refusal, given_by, cause, event_type, reason)
            SELECT order_id, at, command, from_state, to_state, refusal, given_by, cause, event_type, reason
            FROM unnest(
                \(entries.map(\.order)), \(entries.map(\.at)), \(entries.map(\.command)), \(entries.map(\.from)),
                \(entries.map(\.to)), \(entries.map(\.refusal)), \(entries.map(\.cause.givenBy)),
                \(entries.map(\.cause.event?.id)), \(entries.map(\.cause.event?.type)),
                \(entries.map(\.cause.reason))
            ) WITH ORDINALITY AS entry (
                order_id, at, command, from_state, to_state, refusal, given_by, cause, event_type, reason, place)
            ORDER BY place
            """)
    }
}
