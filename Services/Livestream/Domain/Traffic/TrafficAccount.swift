public import Vocabulary

/// What a listing has earned in exposure by bringing revenue to registered households, and what it has been granted.
public struct TrafficAccount: Sendable, Equatable {
    /// The listing.
    public let listingID: UUIDv7
    /// The product listed.
    public let productID: UUIDv7
    /// The county that it comes from.
    public let county: DivisionCode
    /// What it brought to registered households through episodes, in fen, reversals taken off.
    public internal(set) var earned: Fen
    /// For how much of it grants were made, in fen.
    public internal(set) var rewarded: Fen
    /// The last evidence that a household which it reached is registered.
    public internal(set) var evidenceID: UUIDv7?

    /// An account as stored; a new one has earned nothing.
    public init(
        listingID: UUIDv7,
        productID: UUIDv7,
        county: DivisionCode,
        earned: Fen = 0,
        rewarded: Fen = 0,
        evidenceID: UUIDv7? = nil
    ) {
        self.listingID = listingID
        self.productID = productID
        self.county = county
        self.earned = earned
        self.rewarded = rewarded
        self.evidenceID = evidenceID
    }

    /// Takes up what episodes brought in, or lose again. What was granted stays so: a reversal is made up for by what is
    /// earned next.
    /// - Precondition: the attributions are this listing's.
    public mutating func earn(_ attributions: [Attribution]) {
        for attribution in attributions {
            precondition(attribution.credit.listingID == listingID, "\(attribution.id) belongs to another listing")
            earned += attribution.toRegistered
            if attribution.toRegistered > 0 { evidenceID = attribution.evidenceID ?? evidenceID }
        }
    }
}
