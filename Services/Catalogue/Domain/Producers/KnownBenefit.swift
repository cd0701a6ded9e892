public import Vocabulary

/// Whether the sale of a lot helps registered households, as far as this service knew when it decided.
public struct KnownBenefit: Sendable, Hashable {
    /// Whether what the lot earns goes to registered households.
    public let isRegistered: Bool
    /// The version of the household's events that this was read from; none for an unannounced token or a cooperative.
    public let householdVersion: Int32?

    /// Makes it of its two parts.
    public init(isRegistered: Bool, householdVersion: Int32?) {
        self.isRegistered = isRegistered
        self.householdVersion = householdVersion
    }

    /// Nobody registered earns by it.
    public static let none = KnownBenefit(isRegistered: false, householdVersion: nil)
}

extension Lot {
    /// Whom its sale helps, judged by what is known of its household, or of its cooperative's members.
    ///
    /// A cooperative's lot counts as registered only when every member that it lists is. A purchased lot helps nobody
    /// any more: its household was paid, and the benefit counted, when the station bought it.
    public func knownBenefit(_ standings: [Token: HouseholdStanding]) -> KnownBenefit {
        guard title == .consigned else { return .none }
        if let token = producer.token {
            guard let standing = standings[token] else { return .none }
            return KnownBenefit(isRegistered: standing.isBeneficiary, householdVersion: standing.version)
        }
        let members = producer.members
        let isRegistered = !members.isEmpty && members.allSatisfy { standings[$0.token]?.isBeneficiary == true }
        return KnownBenefit(isRegistered: isRegistered, householdVersion: nil)
    }
}
