extension Household {
    /// The township has visited the household and confirms: exit appraised -> verified.
    ///
    /// Guard: the visitor did not appraise.
    public mutating func verifyExit(_ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.verifyExit, act)
        guard !caseFile.isAppraiser(act.by) else { throw .approverTookPart(act.by) }
        caseFile.approvals.append(Approval(level: .township, by: act.by, at: act.at))
        return moveInPublic(to: .verified, by: act)
    }

    /// The township has visited the household and does not confirm: exit appraised -> registered.
    ///
    /// Guard: a reason.
    public mutating func denyExit(because reason: String, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.denyExit, act)
        guard !reason.isEmpty else { throw .reasonMissing }
        return moveInPublic(to: .registered, by: act, because: reason)
    }
}
