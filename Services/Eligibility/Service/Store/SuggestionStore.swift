internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// What the figures suggest that officers look into.
struct SuggestionStore {
    let transaction: PostgresTransaction

    /// Makes suggestions, which take the place of the households' open ones.
    func insert(_ suggestions: [(household: UUIDv7, suggestion: ReviewSuggestion)], at now: Instant) throws {
        try close(of: suggestions.map(\.household), at: now)
        guard !suggestions.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO review_suggestion (household, kind, assessment, suggested_at)
            SELECT household, kind, assessment, \(now) FROM unnest(
                \(suggestions.map(\.household)), \(suggestions.map(\.suggestion.kind)),
                \(suggestions.map(\.suggestion.assessment.id))) AS suggestion (household, kind, assessment)
            """)
    }

    /// Closes the open suggestions of households.
    func close(of households: [UUIDv7], at now: Instant) throws {
        guard !households.isEmpty else { return }
        try transaction.send(
            """
            UPDATE review_suggestion SET closed_at = greatest(\(now), suggested_at)
            WHERE household = ANY (\(households)) AND closed_at IS NULL
            """)
    }
}

extension ReviewSuggestion {
    /// A stable word for what is suggested.
    var kind: String {
        switch self {
        case .appraiseExit: "appraise-exit"
        case .raiseRisk: "raise-risk"
        case .checkRisk: "check-risk"
        case .relapse: "relapse"
        }
    }

    /// The assessment that it rests on.
    var assessment: Assessment {
        switch self {
        case .appraiseExit(let assessment), .raiseRisk(let assessment), .checkRisk(let assessment),
            .relapse(let assessment):
            assessment
        }
    }
}
