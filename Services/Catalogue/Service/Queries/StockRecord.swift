internal import Delivery
public import Eventing
internal import Postgres
public import Vocabulary

/// What was asked of a reservation, a lot or a slot, and what came of it.
public struct StockRecord: Record {
    /// What was asked.
    public var command: String
    /// Who asked: a person, the type of an event, or the clock.
    public var givenBy: String
    /// The event, if it was one.
    public var cause: UUIDv7?
    /// Why, in the words of a person.
    public var reason: String
    /// When.
    public var at: Instant
    /// The rule that kept it from having an effect; absent if it had one.
    public var refusal: String?

    init(command: String, givenBy: String, cause: UUIDv7?, reason: String, at: Instant, refusal: String?) {
        self.command = command
        self.givenBy = givenBy
        self.cause = cause
        self.reason = reason
        self.at = at
        self.refusal = refusal
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ record: Self?) throws(EventFault) {
        command = try fields.field("command", record?.command)
        givenBy = try fields.field("given_by", record?.givenBy)
        cause = try fields.optional("cause", record?.cause)
        reason = try fields.field("reason", record?.reason)
        at = try fields.field("at", record?.at)
        refusal = try fields.optional("refusal", record?.refusal)
    }
}

extension StockHistory {
    /// What was asked of one aggregate, the first first; at most as many as a list holds.
    func records(of subject: UUIDv7) async throws -> [StockRecord] {
        try await transaction.query(
            """
            SELECT command, given_by, cause, reason, at, refusal FROM stock_history
            WHERE subject = \(subject) ORDER BY number LIMIT \(Int64(maximumListLength))
            """
        ).decode(String.self, String.self, UUIDv7?.self, String.self, Instant.self, String?.self)
            .map {
                StockRecord(command: $0.0, givenBy: $0.1, cause: $0.2, reason: $0.3, at: $0.4, refusal: $0.5)
            }
    }
}
