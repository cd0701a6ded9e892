public import Vocabulary

/// What eligibility found for one household as of the reservation. Later changes alter neither price nor payment.
public struct Determination: Sendable, Hashable {
    /// The household.
    public let token: Token
    /// Its status, in eligibility's own words.
    public let status: String
    /// Whether it is entitled to help.
    public let isBeneficiary: Bool
    /// The county whose file it is in; nil for a token that eligibility does not know.
    public let county: DivisionCode?
    /// Where eligibility keeps the evidence, or what it found of an unknown token.
    public let evidence: UUIDv7

    /// Makes a determination, as answered or as stored.
    public init(token: Token, status: String, isBeneficiary: Bool, county: DivisionCode?, evidence: UUIDv7) {
        self.token = token
        self.status = status
        self.isBeneficiary = isBeneficiary
        self.county = county
        self.evidence = evidence
    }
}
