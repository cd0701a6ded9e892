import EligibilityDomain
import Testing
import Vocabulary

@Suite("An appraisal")
struct AppraiseTests {
    private func appraise(_ appraisal: Appraisal, at time: String = "2019-06-12T12:00:00+08:00") throws {
        var household = Fixture.household(in: .applied)
        _ = try household.appraise(appraisal, under: Fixture.rules, Fixture.act(Fixture.secretary, time))
    }

    @Test(
        "is carried by two thirds of at least ten votes",
        arguments: [
            (10, 0, nil), (7, 3, nil), (8, 4, nil), (6, 4, HouseholdRefusal.votesNotCarried),
            (7, 4, .votesNotCarried), (9, 0, .votesTooFew(needed: 10)), (11, -1, .votesTooFew(needed: 10)),
        ] as [(Int, Int, HouseholdRefusal?)])
    func votes(votesFor: Int, against: Int, refusal: HouseholdRefusal?) {
        let appraisal = Fixture.appraisal(Fixture.assessment(.entry), votesFor: votesFor, votesAgainst: against)
        expect(refusal) { try appraise(appraisal) }
    }

    @Test("rests on an assessment that says eligible")
    func notEligible() throws {
        let input = Fixture.input(net: 965_400, guarantees: [])
        let assessment = try Assessment.entry(Fixture.id(1), of: input, rules: .initial, lines: .national)
        expect(.assessmentSaysNo(.entry)) { try appraise(Fixture.appraisal(assessment)) }
    }

    @Test("rests on an assessment of the day's months, for entry")
    func staleOrOther() {
        let may = Fixture.assessment(.entry, on: Day.parsed("2019-05-31"))
        expect(.assessmentStale(may.window)) { try appraise(Fixture.appraisal(may)) }
        let tomorrow = Fixture.assessment(.entry, on: Day.parsed("2019-06-13"))
        expect(.assessmentStale(tomorrow.window)) { try appraise(Fixture.appraisal(tomorrow)) }
        expect(.assessmentForAnotherPurpose(.exit)) { try appraise(Fixture.appraisal(Fixture.assessment(.exit))) }
    }

    @Test("rests on an assessment of this household, under the rules of the day")
    func otherHouseholdOrRules() throws {
        var household = Fixture.household(in: .applied)
        let entry = Fixture.assessment(.entry)
        func appraise(_ assessment: Assessment, rules: RuleSet = Fixture.rules) throws {
            _ = try household.appraise(Fixture.appraisal(assessment), under: rules, Fixture.act())
        }
        let stranger = Assessment(
            id: entry.id, household: Fixture.id(8), purpose: .entry, day: entry.day, window: entry.window,
            members: entry.members, line: entry.line, ruleSetVersion: entry.ruleSetVersion, findings: entry.findings,
            isMet: true)
        expect(.assessmentOfAnother(Fixture.id(8))) { try appraise(stranger) }

        func rules(_ version: String, until lastDay: Day?) -> RuleSet {
            let rules = Fixture.rules
            return RuleSet(
                version: version, firstDay: rules.firstDay, lastDay: lastDay, source: rules.source,
                appraisal: rules.appraisal, publicityDays: rules.publicityDays, entry: rules.entry, exit: rules.exit,
                monitoring: rules.monitoring)
        }
        let past = rules("initial-1", until: Day("2019-06-11"))
        expect(.rulesNotInForce(version: "initial-1")) { try appraise(entry, rules: past) }
        expect(.assessmentUnderOtherRules(version: "initial-1")) { try appraise(entry, rules: rules("v2", until: nil)) }
    }

    @Test("names those who appraised")
    func appraisers() {
        let appraisal = Fixture.appraisal(Fixture.assessment(.entry), appraisers: [])
        expect(.appraisersMissing) { try appraise(appraisal) }
    }

    @Test("against a household gives a reason")
    func against() {
        var household = Fixture.household(in: .applied)
        expect(.reasonMissing) { try household.appraiseAgainst(because: "", Fixture.act()) }
    }

    @Test("is not dated before the household's last change")
    func backdated() {
        let appraisal = Fixture.appraisal(Fixture.assessment(.entry, on: Day.parsed("2019-06-03")))
        expect(.backdated(lastChange: Instant.parsed("2019-06-03T09:00:00+08:00"))) {
            try appraise(appraisal, at: "2019-06-03T08:59:59.999+08:00")
        }
    }
}
