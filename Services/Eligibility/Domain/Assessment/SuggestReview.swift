public import Vocabulary

/// What the figures suggest that people look into. Nothing follows from a suggestion by itself.
public enum ReviewSuggestion: Sendable, Equatable {
    /// The village should appraise whether it may leave the register.
    case appraiseExit(Assessment)
    /// It should be watched.
    case raiseRisk(Assessment)
    /// It is watched, and shows no risk: it should be checked on the spot.
    case checkRisk(Assessment)
    /// It has fallen into poverty: its case should be opened again.
    case relapse(Assessment)
}

extension Household {
    /// Measures a household anew after its income has changed, with the question that its state asks.
    /// - Parameter assessment: the id for the assessment that is suggested with.
    /// - Returns: nil where nothing is to be looked into.
    public func suggestReview(
        _ assessment: UUIDv7, of input: AssessmentInput, rules: RuleBook, lines: PovertyLineTable
    ) throws(AssessmentRefusal) -> ReviewSuggestion? {
        switch state {
        case .registered:
            let exit = try Assessment.exit(assessment, of: input, rules: rules, lines: lines)
            return exit.isMet ? .appraiseExit(exit) : nil
        case .exited, .monitored:
            let entry = try Assessment.entry(assessment, of: input, rules: rules, lines: lines)
            if entry.isMet { return .relapse(entry) }
            let risk = try Assessment.monitoring(assessment, of: input, rules: rules, lines: lines)
            if state == .monitored { return risk.isMet ? nil : .checkRisk(risk) }
            return risk.isMet ? .raiseRisk(risk) : nil
        case .ordinary, .rejected:
            let risk = try Assessment.monitoring(assessment, of: input, rules: rules, lines: lines)
            return risk.isMet ? .raiseRisk(risk) : nil
        default:
            return nil
        }
    }
}
