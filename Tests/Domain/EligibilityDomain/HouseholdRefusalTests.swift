import EligibilityDomain
import Testing
import Vocabulary

private let refusals: [HouseholdRefusal] = [
    .notInState(.publish, .applied), .backdated(lastChange: Fixture.act().at), .villageUnknown(Fixture.village.county),
    .headsNotOne(count: 0), .consentMissing, .tooManyCauses(others: 3), .causeNamedTwice,
    .duplicate(of: Fixture.id(1)), .assessmentOfAnother(Fixture.id(1)), .assessmentForAnotherPurpose(.exit),
    .assessmentStale(IncomeWindow(asOf: Fixture.posted)), .assessmentUnderOtherRules(version: "v1"),
    .rulesNotInForce(version: "v1"), .assessmentSaysNo(.entry), .appraisersMissing, .votesTooFew(needed: 10),
    .votesNotCarried, .reasonMissing, .outsidePublicity(from: Fixture.act().at, until: Fixture.act().at),
    .publicityRunning(until: Fixture.act().at), .objectionOpen, .objectionUnknown(Fixture.id(1)),
    .objectionIdTaken(Fixture.id(1)), .deciderTookPart(Fixture.appraiser), .approverTookPart(Fixture.appraiser),
    .announcementMisdated(Fixture.posted), .evidenceOfAnotherCase(Fixture.id(1)), .measuresOpen,
    .riskRemains(checksNeeded: 2), .notHeard, .successorsUnsound,
]

@Suite("A refusal")
struct HouseholdRefusalTests {
    @Test("has a code of its own, in kebab-case")
    func codes() {
        #expect(Set(refusals.map(\.code)).count == refusals.count)
        #expect(refusals.allSatisfy { $0.code.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil })
    }

    @Test("says what is wrong, and after a colon what to do", arguments: refusals)
    func advice(refusal: HouseholdRefusal) {
        #expect(refusal.description.wholeMatch(of: /[^:].+: .+\./) != nil)
    }
}
