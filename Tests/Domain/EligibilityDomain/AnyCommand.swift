import EligibilityDomain
import Vocabulary

extension HouseholdCommand {
    /// Asks a command of a household with arguments that pass every guard but the state table's.
    func run(on household: inout Household, by actor: Actor? = nil) throws(HouseholdRefusal) -> [HouseholdFact] {
        try run(
            on: &household,
            Fixture.act(
                actor ?? usualActor, self == .object ? "2019-06-05T12:00:00+08:00" : "2019-06-12T12:00:00+08:00"))
    }

    func run(on household: inout Household, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        let rules = Fixture.rules
        let reason = "seen on the spot"
        switch self {
        case .appraise:
            let appraisal = Fixture.appraisal(Fixture.assessment(.entry, on: act.day))
            return try household.appraise(appraisal, under: rules, act)
        case .appraiseAgainst: return try household.appraiseAgainst(because: reason, act)
        case .publish: return try household.publish(Fixture.notice, under: rules, act)
        case .object: return try household.object(act.evidence, grounds: "owns a lorry", act)
        case .uphold: return try household.uphold(openObjection(of: household), because: reason, act)
        case .dismiss: return try household.dismiss(openObjection(of: household), because: reason, act)
        case .closePublicity: return try household.closePublicity(act)
        case .approveAtTownship: return try household.approveAtTownship(posting: Fixture.notice, under: rules, act)
        case .returnCase: return try household.returnCase(because: reason, act)
        case .reject: return try household.reject(because: reason, act)
        case .approveAtCounty: return try household.approveAtCounty(act)
        case .register:
            let record = household.registrationRecord(act, digests: Fixture.digests)
            let sealed = SealedEvidence(record, after: nil, sha256: fingerprint)
            return try household.register(announcedOn: act.day, digests: Fixture.digests, sealed: sealed, act)
        case .appraiseExit:
            let appraisal = Fixture.appraisal(Fixture.assessment(.exit, on: act.day))
            return try household.appraiseExit(appraisal, under: rules, act)
        case .verifyExit: return try household.verifyExit(act)
        case .denyExit: return try household.denyExit(because: reason, act)
        case .acknowledgeExit: return try household.acknowledgeExit(act)
        case .contestExit: return try household.contestExit(because: reason, act)
        case .publishExit: return try household.publishExit(Fixture.notice, under: rules, act)
        case .raiseRisk:
            let assessment = Fixture.assessment(.monitoring, on: act.day)
            return try household.raiseRisk(assessment, duplicate: nil, under: rules, act)
        case .eliminateRisk:
            let measures = [RiskMeasure(id: Fixture.id(4), completedOn: act.day)]
            let checks = [act.day - 1, act.day].map { RiskCheck(day: $0, findsRisk: false) }
            return try household.eliminateRisk(after: measures, and: checks, under: rules, act)
        case .relapse: return try household.relapse(Fixture.assessment(.entry, on: act.day), under: rules, act)
        case .revoke:
            let hearing = Hearing(day: act.day, minutes: Fixture.minutes)
            return try household.revoke(because: reason, hearing: hearing, act)
        case .close: return try household.close(.movedAway, act)
        }
    }

    private func openObjection(of household: Household) -> UUIDv7 {
        household.caseFile.publicities.last?.objections.first(where: \.isOpen)?.id ?? Fixture.objection
    }

    private var usualActor: Actor {
        switch self {
        case .closePublicity: .clock
        case .object: Fixture.resident
        case .approveAtTownship, .verifyExit, .denyExit: Fixture.township
        case .approveAtCounty, .register, .revoke: Fixture.county
        default: Fixture.mediator
        }
    }
}
