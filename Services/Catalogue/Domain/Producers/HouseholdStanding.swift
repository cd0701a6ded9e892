public import Vocabulary

/// What was announced of a household: whether it is entitled to help, and by which version of its events.
///
/// A token of which nothing was announced is an ordinary household's.
public struct HouseholdStanding: Sendable, Equatable {
    /// Whose.
    public let token: Token
    /// The county that answers for it.
    public let county: DivisionCode
    /// Whether it is registered and not yet exited.
    public internal(set) var isBeneficiary: Bool
    /// The version of the household's events that said so.
    public internal(set) var version: Int32
    /// From when on it holds.
    public internal(set) var effectiveAt: Instant

    /// A standing as announced first, or as stored.
    public init(token: Token, county: DivisionCode, isBeneficiary: Bool, version: Int32, effectiveAt: Instant) {
        self.token = token
        self.county = county
        self.isBeneficiary = isBeneficiary
        self.version = version
        self.effectiveAt = effectiveAt
    }
}
