public import EligibilityDomain
public import Postgres
public import Runtime
public import Vocabulary

/// How a village voted on the households of a list.
public struct VillageVote: Sendable, Equatable {
    /// How many voted for them.
    public var votesFor: Int
    /// How many voted against them.
    public var votesAgainst: Int
    /// The digest of the minutes.
    public var minutes: ContentDigest
    /// Those who appraised.
    public var appraisers: [Actor]

    /// Makes a vote.
    public init(votesFor: Int, votesAgainst: Int, minutes: ContentDigest, appraisers: [Actor]) {
        self.votesFor = votesFor
        self.votesAgainst = votesAgainst
        self.minutes = minutes
        self.appraisers = appraisers
    }

    func appraisal(_ assessment: Assessment, recordedBy actor: Actor) -> Appraisal {
        Appraisal(
            assessment: assessment, votesFor: votesFor, votesAgainst: votesAgainst, minutes: minutes,
            appraisers: appraisers, recordedBy: actor)
    }
}

extension EligibilityService {
    /// The village votes for applicants. Of a whole list those are left out whose last assessment says no.
    public func appraise(
        _ selection: HouseholdSelection, _ vote: VillageVote, _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .appraise, assessedFor: .entry, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            if selection.isOpenEnded, material.assessments[household.id]?.assessment.isMet != true { return nil }
            let assessment = try material.assessment(of: household, for: .entry)
            return try household.appraise(
                vote.appraisal(assessment, recordedBy: act.by), under: material.rules, act)
        }
    }

    /// The village finds against applicants. Of a whole list those are left out whose last assessment does not say no.
    public func appraiseAgainst(
        _ selection: HouseholdSelection, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(selection, through: .appraiseAgainst, assessedFor: .entry, context, in: transaction) {
            (household, act, material, _) throws(HouseholdRefusal) in
            if selection.isOpenEnded, material.assessments[household.id]?.assessment.isMet != false { return nil }
            return try household.appraiseAgainst(because: context.reason, act)
        }
    }
}

extension HouseholdSelection {
    /// Whether it is all that stand somewhere, and not a list that names each.
    fileprivate var isOpenEnded: Bool {
        switch self {
        case .standing: true
        case .tokens: false
        }
    }
}
