extension Household {
    /// The village posts the first notice: appraised -> first publicity.
    ///
    /// The notice is masked by its very type. The publicity begins the day after.
    public mutating func publish(
        _ notice: PublicNotice, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.publish, act)
        guard rules.isInForce(on: act.day) else { throw .rulesNotInForce(version: rules.version) }
        return [move(to: .firstPublicity, by: act)] + post(notice, .first, under: rules, act)
    }

    /// Hangs a notice, and sets the clock for its end.
    mutating func post(
        _ notice: PublicNotice, _ stage: PublicityStage, under rules: RuleSet, _ act: Act
    ) -> [HouseholdFact] {
        let publicity = Publicity(stage, postedOn: act.day, days: rules.publicityDays)
        caseFile.publicities.append(publicity)
        return [
            .noticePosted(notice, publicity),
            .deadlineSet(Deadline(due: publicity.endsAt, command: .closePublicity)),
        ]
    }
}
