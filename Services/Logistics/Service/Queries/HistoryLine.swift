internal import Delivery
public import Eventing
internal import Postgres
public import Vocabulary
internal import Runtime

/// Something that was asked of an aggregate, as people read it.
public struct HistoryLine: Record {
    /// When it counts.
    public var at: Instant
    /// What was asked.
    public var command: String
    /// By whom, or by which service.
    public var actor: String
    /// The event that asked for it.
    public var eventID: UUIDv7?
    /// Why, in the words of who asked.
    public var reason: String
    /// The rule that kept it from having an effect, or made it end otherwise.
    public var refusal: String?

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ line: Self?) throws(EventFault) {
        at = try fields.field("at", line?.at)
        command = try fields.field("command", line?.command)
        actor = try fields.field("actor", line?.actor)
        eventID = try fields.optional("event_id", line?.eventID)
        reason = try fields.field("reason", line?.reason)
        refusal = try fields.optional("refusal", line?.refusal)
    }

    fileprivate init(_ row: (Instant, String, String, UUIDv7?, String, String?)) {
        (at, command, actor, eventID, reason, refusal) = row
    }
}

extension HistoryStore {
    /// What was asked of an aggregate last, the earliest first; as much as a list holds.
    func lines(of subject: UUIDv7) async throws -> [HistoryLine] {
        try await transaction.query(
            """
            SELECT at, command, actor, event_id, reason, refusal FROM history WHERE subject = \(subject)
            ORDER BY number DESC LIMIT \(Int64(maximumListLength))
            """
        ).decode(Instant.self, String.self, String.self, UUIDv7?.self, String.self, String?.self)
            .reversed().map(HistoryLine.init)
    }
}
