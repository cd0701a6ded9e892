public import Vocabulary

extension Household {
    /// The household is entered in the register: announced -> registered, and made known.
    ///
    /// Guards: the announcement is dated between the county's approval and the act; the evidence of this very case is
    /// sealed into the chain, under the id of the act.
    public mutating func register(
        announcedOn: Day, digests: AssessmentDigests, sealed: SealedEvidence, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.register, act)
        let approvedOn = caseFile.approvals.last.map { Day(of: $0.at) } ?? announcedOn
        guard approvedOn <= announcedOn, announcedOn <= act.day else { throw .announcementMisdated(announcedOn) }
        let record = registrationRecord(act, digests: digests)
        guard sealed.id == record.id, sealed.content == record.canonicalText else {
            throw .evidenceOfAnotherCase(sealed.id)
        }
        registeredOn = act.day
        isRelapse = false
        let wasWatched = risk != nil
        risk = nil
        let registration = Registration(
            token: token, county: county, registeredOn: act.day, effectiveAt: act.at, evidence: act.evidence)
        let move = move(to: .registered, by: act)
        makeKnown(by: act)
        return [move, .registered(registration)] + (wasWatched ? [.riskEnded] : [])
    }

    /// What is to be sealed before the household is registered by an act.
    public func registrationRecord(_ act: Act, digests: AssessmentDigests) -> EvidenceRecord {
        EvidenceRecord(
            household: id, transition: Transition(from: state, to: .registered, act: act, reason: nil),
            caseFile: caseFile, assessment: caseFile.appraisal?.assessment, digests: digests,
            supersedes: lastKnown?.evidence)
    }
}
