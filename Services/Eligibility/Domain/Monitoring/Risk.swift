public import Vocabulary

/// Why a household is watched.
public struct Risk: Sendable, Equatable {
    /// How the watched are told apart.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It was registered once, and its income is near the line.
        case unstable
        /// It never was, and its income is near the line.
        case marginal
        /// Whatever its income, something has befallen it.
        case suddenHardship = "sudden-hardship"
    }

    /// Which of them it is.
    public let kind: Kind
    /// When it was raised.
    public let raisedAt: Instant
    /// The assessment that found it.
    public let assessment: Assessment

    /// Restores a risk as stored.
    public init(kind: Kind, raisedAt: Instant, assessment: Assessment) {
        self.kind = kind
        self.raisedAt = raisedAt
        self.assessment = assessment
    }

    /// Tells which kind an assessment has found.
    init(found assessment: Assessment, wasRegistered: Bool, at instant: Instant) {
        let nearLine: Kind = wasRegistered ? .unstable : .marginal
        self.init(
            kind: assessment.meets(.incomeBelowMultiple) ? nearLine : .suddenHardship, raisedAt: instant,
            assessment: assessment)
    }
}

/// A check on the spot of a household that is watched.
public struct RiskCheck: Sendable, Hashable {
    /// The day of the check.
    public let day: Day
    /// Whether the risk is still there.
    public let findsRisk: Bool

    /// Makes a check.
    public init(day: Day, findsRisk: Bool) {
        self.day = day
        self.findsRisk = findsRisk
    }
}

/// A measure taken against the risk of a household.
public struct RiskMeasure: Sendable, Hashable {
    /// The measure's id.
    public let id: UUIDv7
    /// The day that it was completed; nil while it is under way.
    public let completedOn: Day?

    /// Makes a measure.
    public init(id: UUIDv7, completedOn: Day?) {
        self.id = id
        self.completedOn = completedOn
    }
}
