public import Eventing
internal import Postgres
public import Vocabulary

/// Something that happened to an order: a command that it was given by a person, a provider, the clock, or another service
/// by what it told.
public struct OrderStep: Record {
    /// When.
    public var at: Instant
    /// Which command.
    public var command: String
    /// Where it led; absent for what has no part in the order's state, such as a claim.
    public var state: String?
    /// Who gave it; a service, if it was an event.
    public var by: String
    /// The type of the event that was heard.
    public var eventType: String?
    /// The event that was heard.
    public var eventID: UUIDv7?
    /// The rule that stood against it.
    public var refusal: String?
    /// Why it was given.
    public var reason: String?

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ step: OrderStep?) throws(EventFault) {
        at = try fields.field("at", step?.at)
        command = try fields.field("command", step?.command)
        state = try fields.optional("state", step?.state)
        by = try fields.field("by", step?.by)
        eventType = try fields.optional("event_type", step?.eventType)
        eventID = try fields.optional("event_id", step?.eventID)
        refusal = try fields.optional("refusal", step?.refusal)
        reason = try fields.optional("reason", step?.reason)
    }

    fileprivate init(_ row: PostgresRow) throws {
        let reason: String
        (at, command, state, by, eventType, eventID, refusal, reason) = try row.decode(
            Instant.self, String.self, String?.self, String.self, String?.self, UUIDv7?.self, String?.self,
            String.self)
        self.reason = reason.isEmpty ? nil : reason
    }
}

extension HistoryStore {
    /// What happened to an order, the first thing first; at most a thousand.
    func steps(of order: UUIDv7) async throws -> [OrderStep] {
        let rows = try await transaction.query(
            """
            SELECT at, command, state, given_by, event_type, cause, refusal, reason FROM (
                SELECT at, command, to_state AS state, given_by, event_type, cause, refusal, reason, number
                FROM order_history WHERE order_id = \(order)
                -- At one time, what the order was given comes before what is complained about.
                UNION ALL
                SELECT opened_at, 'open-claim', NULL, opened_by, NULL, NULL, NULL, cause, NULL
                FROM claim WHERE order_id = \(order)
                UNION ALL
                SELECT decided_at, 'decide-claim', NULL, decided_by, NULL, NULL, NULL, outcome, NULL
                FROM claim WHERE order_id = \(order) AND decided_at IS NOT NULL
            ) AS step
            ORDER BY at, number NULLS LAST LIMIT 1000
            """)
        return try rows.map { try OrderStep($0) }
    }
}
