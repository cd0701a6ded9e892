import EligibilityDomain
import Testing
import Vocabulary

@Suite("Registration")
struct RegisterTests {
    private let act = Fixture.act(Fixture.county)

    private func register(announcedOn: String = "2019-06-12", sealing change: (inout Household) -> Void = { _ in })
        throws
        -> Household
    {
        var household = Fixture.household(in: .announced)
        var sealed = household
        change(&sealed)
        let record = sealed.registrationRecord(act, digests: Fixture.digests)
        _ = try household.register(
            announcedOn: Day.parsed(announcedOn), digests: Fixture.digests,
            sealed: SealedEvidence(record, after: nil, sha256: fingerprint), act)
        return household
    }

    @Test("is made known with its day and the evidence that was sealed")
    func known() throws {
        let household = try register()
        #expect(household.registeredOn == Day("2019-06-12"))
        #expect(household.lastKnown?.state == .registered)
        #expect(household.lastKnown?.evidence == act.evidence)
    }

    @Test("needs an announcement between the approval and the day", arguments: ["2019-06-01", "2019-06-13"])
    func announcement(day: String) {
        expect(.announcementMisdated(Day.parsed(day))) { try register(announcedOn: day) }
    }

    @Test("needs the evidence of this very case")
    func evidence() {
        expect(.evidenceOfAnotherCase(act.evidence)) {
            try register(sealing: { $0 = Fixture.household(in: .countyReview) })
        }
    }
}
