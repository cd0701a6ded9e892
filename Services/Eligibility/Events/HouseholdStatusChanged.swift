public import Eventing
public import Vocabulary

/// `household.status-changed`: the status of a household that is registered, watched, or was either.
public struct HouseholdStatusChanged: Event {
    /// `throughtrain.eligibility.household.status-changed.v1`.
    public static let type = EventType("eligibility", "household", "status-changed")

    /// The household.
    public var token: Token
    /// The county that it lives in, 6 digits.
    public var county: DivisionCode
    /// The status that was made known last; `ordinary` if none ever was.
    public var from: PublicStatus
    /// The status now.
    public var to: PublicStatus
    /// Whether what it sells counts as a registered household's.
    public var beneficiary: Bool
    /// From when on it holds.
    public var effectiveAt: Instant
    /// The evidence record that it rests on.
    public var evidenceID: UUIDv7
    /// The households that take its place after a merger or split; absent otherwise.
    public var successors: [Token]?

    /// Makes the event.
    public init(
        token: Token, county: DivisionCode, from: PublicStatus, to: PublicStatus, beneficiary: Bool,
        effectiveAt: Instant, evidenceID: UUIDv7, successors: [Token]? = nil
    ) {
        self.token = token
        self.county = county
        self.from = from
        self.to = to
        self.beneficiary = beneficiary
        self.effectiveAt = effectiveAt
        self.evidenceID = evidenceID
        self.successors = successors
    }

    /// The household's token: its id is known in the eligibility service only.
    public var subject: String { token.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        token = try fields.field("token", event?.token)
        county = try fields.field("county", event?.county)
        from = try fields.field("from", event?.from)
        to = try fields.field("to", event?.to)
        beneficiary = try fields.field("beneficiary", event?.beneficiary)
        effectiveAt = try fields.field("effective_at", event?.effectiveAt)
        evidenceID = try fields.field("evidence_id", event?.evidenceID)
        successors = try fields.optional("successors", event?.successors)
    }
}
