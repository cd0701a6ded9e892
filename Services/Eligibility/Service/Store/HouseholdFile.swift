internal import Eventing
internal import EligibilityDomain
internal import Vocabulary

/// A household as it is stored: with the number of its case, and the digests of what its case rests on.
struct HouseholdFile: Sendable {
    var household: Household
    /// Counts the household's cases.
    var caseNumber: Int32
    /// Of the assessment that the case was appraised with.
    var digests: AssessmentDigests?
}

/// What an act did to a household.
struct HouseholdChange: Sendable {
    let before: HouseholdFile
    let after: Household
    let facts: [HouseholdFact]
    /// The act's place in a trace.
    let trace: TraceContext?

    /// Whether the act has begun a new case, which leaves what the old one gathered behind.
    var beginsCase: Bool {
        let (old, new) = (before.household.caseFile, after.caseFile)
        guard old.appraisal != nil else { return false }
        return new.appraisal != old.appraisal || new.publicities.count < old.publicities.count
    }

    var caseNumber: Int32 { before.caseNumber + (beginsCase ? 1 : 0) }

    /// The appraisal that the act has put on record.
    var newAppraisal: Appraisal? {
        beginsCase || before.household.caseFile.appraisal == nil ? after.caseFile.appraisal : nil
    }

    /// The approvals that the act has added, with their places in the case.
    var newApprovals: [(number: Int32, approval: Approval)] {
        let known = beginsCase ? 0 : before.household.caseFile.approvals.count
        return after.caseFile.approvals.enumerated().dropFirst(known).map { (Int32($0.offset + 1), $0.element) }
    }
}
