internal import Vocabulary

/// How far up a county was designated as poor.
public enum CountyLevel: String, Sendable, Hashable, CaseIterable {
    /// By the state.
    case national
    /// By its province.
    case provincial
    /// Not at all.
    case none
}

/// Whether goods come from poor villages.
public enum VillageLevel: String, Sendable, Hashable, CaseIterable {
    /// All of them.
    case poor
    /// None of them.
    case none
    /// Some of them.
    case mixed
}

/// Where a product's goods on sale come from, on three levels: poor county, poor village, registered household.
public struct Provenance: Sendable, Hashable {
    /// One lot's part in it.
    public struct Part: Sendable, Hashable {
        /// Whether its village was designated as poor.
        public let isPoorVillage: Bool
        /// Whether it helps registered households.
        public let isRegistered: Bool
        /// How much of it is on sale, in the product's unit.
        public let amount: Int64

        /// Makes a part.
        public init(isPoorVillage: Bool, isRegistered: Bool, amount: Int64) {
            self.isPoorVillage = isPoorVillage
            self.isRegistered = isRegistered
            self.amount = amount
        }
    }

    /// How far up the county was designated.
    public let county: CountyLevel
    /// Whether the goods come from poor villages.
    public let village: VillageLevel
    /// How much of them is registered households', in thousandths, rounded down.
    public let registeredPermille: Int64

    /// Makes it of its three levels.
    public init(county: CountyLevel, village: VillageLevel, registeredPermille: Int64) {
        self.county = county
        self.village = village
        self.registeredPermille = registeredPermille
    }

    /// Nothing is claimed.
    public static let unclaimed = Provenance(county: .none, village: .none, registeredPermille: 0)

    /// Derives it from the lots on sale.
    public init(county: CountyLevel, parts: [Part]) {
        let total = parts.reduce(0) { $0 + $1.amount }
        let poor = parts.reduce(0) { $0 + ($1.isPoorVillage ? $1.amount : 0) }
        let registered = parts.reduce(0) { $0 + ($1.isRegistered ? $1.amount : 0) }
        self.county = county
        village = poor == 0 ? .none : poor == total ? .poor : .mixed
        registeredPermille = total == 0 ? 0 : registered * 1000 / total
    }
}
