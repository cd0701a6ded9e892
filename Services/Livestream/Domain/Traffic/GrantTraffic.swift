public import Vocabulary

/// A quota of exposure reserved for a beneficiary offer.
public struct TrafficGrant: Sendable, Hashable {
    /// Its identifier.
    public let id: UUIDv7
    /// What is to be shown.
    public let listingID: UUIDv7
    /// The product listed.
    public let productID: UUIDv7
    /// The county that it comes from.
    public let county: DivisionCode
    /// How many times it is to be shown.
    public let impressions: Int64
    /// When.
    public let period: Period
    /// The evidence that a household which earned it is registered.
    public let evidenceID: UUIDv7
    /// The first day of the policy that it follows.
    public let policyFrom: Day

    /// A grant as stored.
    public init(
        id: UUIDv7,
        listingID: UUIDv7,
        productID: UUIDv7,
        county: DivisionCode,
        impressions: Int64,
        period: Period,
        evidenceID: UUIDv7,
        policyFrom: Day
    ) {
        self.id = id
        self.listingID = listingID
        self.productID = productID
        self.county = county
        self.impressions = impressions
        self.period = period
        self.evidenceID = evidenceID
        self.policyFrom = policyFrom
    }
}

extension TrafficAccount {
    /// Grants exposure for what was earned and not yet rewarded, in whole steps of the policy.
    ///
    /// impressions = min(⌊(earned − rewarded) / step⌋, steps per grant) × impressions per step
    /// - Parameters:
    ///   - grantID: the grant's identifier.
    ///   - isBeneficiaryOffer: whether goods of a registered household are on sale in the listing now.
    ///   - policies: those adopted.
    public mutating func grant(
        _ grantID: UUIDv7,
        isBeneficiaryOffer: Bool,
        under policies: [TrafficPolicy],
        at now: Instant
    ) throws(TrafficRefusal) -> TrafficGrant {
        guard isBeneficiaryOffer else { throw .notBeneficiary }
        guard let policy = TrafficPolicy.inForce(on: Day(of: now), among: policies) else {
            throw .noPolicy(Day(of: now))
        }
        let steps = min((earned - rewarded) / policy.stepFen, policy.stepsPerGrant)
        guard steps > 0, let evidenceID, let period = Period(from: now, to: now + policy.duration) else {
            throw .notEarned(missing: policy.stepFen - (earned - rewarded))
        }
        rewarded += steps * policy.stepFen
        return TrafficGrant(
            id: grantID, listingID: listingID, productID: productID, county: county,
            impressions: steps * policy.impressionsPerStep, period: period,
            evidenceID: evidenceID, policyFrom: policy.from)
    }
}
