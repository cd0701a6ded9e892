public import Vocabulary

/// Why no exposure is granted.
public enum TrafficRefusal: Refusal {
    /// No registered household's goods are on sale in the listing.
    case notBeneficiary
    /// No policy is in force on the day.
    case noPolicy(Day)
    /// Less than a step is earned.
    case notEarned(missing: Fen)

    /// A stable name of the rule.
    public var code: String {
        switch self {
        case .notBeneficiary: "not-beneficiary"
        case .noPolicy: "no-policy"
        case .notEarned: "not-earned"
        }
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .notBeneficiary:
            "Exposure is reserved for registered households' goods; list a lot of theirs first."
        case .noPolicy(let day):
            "No traffic policy is in force on \(day); adopt one."
        case .notEarned(let missing):
            "\(missing) fen more must reach registered households before the next grant; wait for settlements."
        }
    }
}
