extension Household {
    /// The village votes for an applicant: applied -> appraised.
    ///
    /// Guards: the assessment under the day's rules says eligible; enough votes, the majority for it; minutes.
    public mutating func appraise(
        _ appraisal: Appraisal, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.appraise, act)
        try check(appraisal, for: .entry, under: rules, act)
        caseFile = CaseFile(appraisal: appraisal)
        return [move(to: .appraised, by: act)]
    }

    /// The village finds against an applicant: applied -> rejected.
    ///
    /// Guard: a reason.
    public mutating func appraiseAgainst(because reason: String, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact]
    {
        try admit(.appraiseAgainst, act)
        guard !reason.isEmpty else { throw .reasonMissing }
        return [move(to: .rejected, by: act, because: reason)]
    }

    /// The guards of an appraisal, the same for entry and exit.
    func check(
        _ appraisal: Appraisal, for purpose: Assessment.Purpose, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) {
        try check(appraisal.assessment, for: purpose, under: rules, act)
        guard !appraisal.appraisers.isEmpty else { throw .appraisersMissing }
        let votes = appraisal.votesFor + appraisal.votesAgainst
        guard min(appraisal.votesFor, appraisal.votesAgainst) >= 0, votes >= rules.appraisal.fewestVotes else {
            throw .votesTooFew(needed: rules.appraisal.fewestVotes)
        }
        guard Int64(appraisal.votesFor) >= rules.appraisal.majority.roundedUp(of: Int64(votes)) else {
            throw .votesNotCarried
        }
    }
}
