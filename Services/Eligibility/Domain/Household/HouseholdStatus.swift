public import Vocabulary

/// What is known outside of a household: the state last made known, or nothing.
public enum HouseholdStatus: Sendable, Hashable {
    /// Nothing was made known of it by then, or there is no such token.
    case unknown
    /// The state that was made known last.
    case known(HouseholdState)

    /// Whether its goods count as those of a registered household.
    public var isBeneficiary: Bool {
        switch self {
        case .unknown: false
        case .known(let state): state.isBeneficiary
        }
    }

    /// What is said of it outside: the state's own word, or `unknown`.
    public var code: String {
        switch self {
        case .unknown: "unknown"
        case .known(let state): state.rawValue
        }
    }
}

/// A state of a household from an instant on, as it was made known.
public struct StatusEntry: Sendable, Hashable {
    /// The state.
    public let state: HouseholdState
    /// The county that the household lived in, 6 digits.
    public let county: DivisionCode
    /// From when on it holds.
    public let effectiveAt: Instant
    /// The evidence record that it rests on.
    public let evidence: UUIDv7

    /// Makes an entry.
    public init(state: HouseholdState, county: DivisionCode, effectiveAt: Instant, evidence: UUIDv7) {
        self.state = state
        self.county = county
        self.effectiveAt = effectiveAt
        self.evidence = evidence
    }
}

/// All that was made known of a household, by date.
///
/// What happens before registration or monitoring is not in it, so that nobody outside learns of an application.
public struct StatusHistory: Sendable, Equatable {
    /// The entries, the earliest first; of two at one instant the later one stands last.
    public private(set) var entries: [StatusEntry]

    /// Takes entries in the order that they were made known.
    public init(_ entries: [StatusEntry] = []) {
        // The standard library's sort is stable, which keeps that order within one instant.
        self.entries = entries.sorted { $0.effectiveAt < $1.effectiveAt }
    }

    /// The entry in force at an instant; nil before the first.
    public func entry(asOf instant: Instant) -> StatusEntry? {
        entries.last { $0.effectiveAt <= instant }
    }

    /// The status at an instant.
    public func status(asOf instant: Instant) -> HouseholdStatus {
        entry(asOf: instant).map { .known($0.state) } ?? .unknown
    }
}
