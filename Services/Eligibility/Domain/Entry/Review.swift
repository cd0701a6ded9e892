extension Household {
    /// The township approves and posts the second notice: township review -> second publicity.
    ///
    /// Guard: who approves did not appraise.
    public mutating func approveAtTownship(
        posting notice: PublicNotice, under rules: RuleSet, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.approveAtTownship, act)
        guard rules.isInForce(on: act.day) else { throw .rulesNotInForce(version: rules.version) }
        guard !caseFile.isAppraiser(act.by) else { throw .approverTookPart(act.by) }
        caseFile.approvals.append(Approval(level: .township, by: act.by, at: act.at))
        return [move(to: .secondPublicity, by: act)] + post(notice, .second, under: rules, act)
    }

    /// The county approves: county review -> announced.
    ///
    /// Guard: who approves neither appraised nor reviewed for the township.
    public mutating func approveAtCounty(_ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.approveAtCounty, act)
        guard !caseFile.isAppraiser(act.by), !caseFile.hasApproved(act.by, at: .township) else {
            throw .approverTookPart(act.by)
        }
        caseFile.approvals.append(Approval(level: .county, by: act.by, at: act.at))
        return [move(to: .announced, by: act)]
    }

    /// The township or the county sends the case back to the village: -> applied.
    ///
    /// Guard: a reason.
    public mutating func returnCase(because reason: String, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.returnCase, act)
        guard !reason.isEmpty else { throw .reasonMissing }
        return [move(to: .applied, by: act, because: reason)]
    }

    /// The township or the county turns it down: -> rejected.
    ///
    /// Guard: a reason.
    public mutating func reject(because reason: String, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.reject, act)
        guard !reason.isEmpty else { throw .reasonMissing }
        return [move(to: .rejected, by: act, because: reason)]
    }
}
