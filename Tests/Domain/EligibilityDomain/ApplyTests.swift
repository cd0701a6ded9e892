import EligibilityDomain
import Testing
import Vocabulary

@Suite("An application")
struct ApplyTests {
    private func apply(_ application: Application, duplicate: UUIDv7? = nil) throws(HouseholdRefusal) -> Household {
        try Household.apply(with: application, duplicate: duplicate, Fixture.act()).0
    }

    @Test("opens a file that is known to nobody outside")
    func opens() throws {
        let household = try apply(Fixture.application())
        #expect(household.state == .applied)
        #expect(household.lastKnown == nil)
        #expect(household.county == DivisionCode("522728"))
    }

    @Test(
        "names exactly one head",
        arguments: [
            (0, [Fixture.member(2, .spouse)]),
            (2, [Fixture.member(2, .head), Fixture.member(10, .head)]),
        ])
    func oneHead(count: Int, members: [Member]) {
        #expect(throws: HouseholdRefusal.headsNotOne(count: count)) {
            try apply(Fixture.application(form: Fixture.form(members: members)))
        }
    }

    @Test("counts the heads of the day, not those who have left")
    func formerHead() throws {
        let former = Fixture.member(10, .head, leftOn: Day.parsed("2018-01-31"))
        let members = [Fixture.member(2, .head), former]
        #expect(try apply(Fixture.application(form: Fixture.form(members: members))).state == .applied)
    }

    @Test("names one main cause and at most two others, each once")
    func causes() {
        let three = PovertyCauses(main: .illness, others: [.labour, .skill, .land])
        #expect(throws: HouseholdRefusal.tooManyCauses(others: 3)) {
            try apply(Fixture.application(form: Fixture.form(causes: three)))
        }
        let twice = PovertyCauses(main: .illness, others: [.illness])
        #expect(throws: HouseholdRefusal.causeNamedTwice) {
            try apply(Fixture.application(form: Fixture.form(causes: twice)))
        }
    }

    @Test("needs a member's consent that holds on the day")
    func consent() {
        for application in [
            Fixture.application(signatory: Fixture.id(77)),
            Fixture.application(expiresOn: Day.parsed("2019-06-11")),
        ] {
            #expect(throws: HouseholdRefusal.consentMissing) { try apply(application) }
        }
        #expect(throws: Never.self) { try apply(Fixture.application(expiresOn: Day.parsed("2019-06-12"))) }
    }

    @Test("is refused where a member is on file already, and where the place is no village")
    func duplicateAndPlace() {
        #expect(throws: HouseholdRefusal.duplicate(of: Fixture.id(5))) {
            try apply(Fixture.application(), duplicate: Fixture.id(5))
        }
        let township = DivisionCode.parsed("522728101")
        #expect(throws: HouseholdRefusal.villageUnknown(township)) {
            try apply(Fixture.application(village: township))
        }
    }
}
