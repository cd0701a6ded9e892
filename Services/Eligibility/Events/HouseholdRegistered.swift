public import Eventing
public import Vocabulary

/// `household.registered`: a household is entitled to help from now on.
public struct HouseholdRegistered: Event {
    /// `throughtrain.eligibility.household.registered.v1`.
    public static let type = EventType("eligibility", "household", "registered")

    /// The household.
    public var token: Token
    /// The county that it lives in, 6 digits.
    public var county: DivisionCode
    /// Its status, which is `registered`.
    public var status: PublicStatus
    /// The day of the registration.
    public var registeredOn: Day
    /// From when on it holds.
    public var effectiveAt: Instant
    /// The evidence record that it rests on.
    public var evidenceID: UUIDv7

    /// Makes the event.
    public init(
        token: Token, county: DivisionCode, status: PublicStatus = .registered, registeredOn: Day,
        effectiveAt: Instant, evidenceID: UUIDv7
    ) {
        self.token = token
        self.county = county
        self.status = status
        self.registeredOn = registeredOn
        self.effectiveAt = effectiveAt
        self.evidenceID = evidenceID
    }

    /// The household's token: its id is known in the eligibility service only.
    public var subject: String { token.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        token = try fields.field("token", event?.token)
        county = try fields.field("county", event?.county)
        status = try fields.field("status", event?.status)
        registeredOn = try fields.field("registered_on", event?.registeredOn)
        effectiveAt = try fields.field("effective_at", event?.effectiveAt)
        evidenceID = try fields.field("evidence_id", event?.evidenceID)
    }
}
