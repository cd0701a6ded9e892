extension Household {
    /// The guard of every command that rests on an assessment: it is this household's, answers the command's question
    /// with yes, looks at today's months and was made under the day's rules.
    func check(
        _ assessment: Assessment, for purpose: Assessment.Purpose, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) {
        guard rules.isInForce(on: act.day) else { throw .rulesNotInForce(version: rules.version) }
        guard assessment.household == id else { throw .assessmentOfAnother(assessment.household) }
        guard assessment.purpose == purpose else { throw .assessmentForAnotherPurpose(assessment.purpose) }
        guard assessment.ruleSetVersion == rules.version else {
            throw .assessmentUnderOtherRules(version: assessment.ruleSetVersion)
        }
        guard assessment.day <= act.day, assessment.window == IncomeWindow(asOf: act.day) else {
            throw .assessmentStale(assessment.window)
        }
        guard assessment.isMet else { throw .assessmentSaysNo(purpose) }
    }
}
