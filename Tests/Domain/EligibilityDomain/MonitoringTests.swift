import EligibilityDomain
import Testing
import Vocabulary

@Suite("Monitoring")
struct MonitoringTests {
    @Test(
        "tells the unstable, the marginal and those in sudden hardship apart",
        arguments: [
            (.exited, 1_000_000, .unstable),
            (.ordinary, 1_000_000, .marginal),
            (.rejected, 1_000_000, .marginal),
            (.exited, 2_000_000, .suddenHardship),
            (.ordinary, 2_000_000, .suddenHardship),
        ] as [(HouseholdState, Fen, Risk.Kind)])
    func kinds(state: HouseholdState, net: Fen, kind: Risk.Kind) throws {
        var household = Fixture.household(in: state)
        let input = Fixture.input(net: net, shocks: net > 1_500_000 ? [.disaster] : [])
        let assessment = try Assessment.monitoring(Fixture.id(3), of: input, rules: .initial, lines: .national)
        _ = try household.raiseRisk(assessment, duplicate: nil, under: Fixture.rules, Fixture.act())
        #expect(household.risk?.kind == kind)
    }

    @Test("says of a rejected household outside that it was ordinary")
    func rejectionStaysHidden() throws {
        var household = Fixture.household(in: .rejected)
        let facts = try HouseholdCommand.raiseRisk.run(on: &household)
        let changes = facts.compactMap { if case .statusChanged(let change) = $0 { change } else { nil } }
        #expect(changes.map(\.from) == [.ordinary])
    }

    @Test("of a rejected household is refused where its people are on file elsewhere")
    func duplicate() {
        var household = Fixture.household(in: .rejected)
        expect(.duplicate(of: Fixture.id(5))) {
            try household.raiseRisk(
                Fixture.assessment(.monitoring), duplicate: Fixture.id(5), under: Fixture.rules, Fixture.act())
        }
    }

    @Test("ends where it began: exited for the once registered, ordinary for the others")
    func returns() throws {
        for (wasRegistered, state) in [(true, HouseholdState.exited), (false, .ordinary)] {
            var household = Fixture.household(in: .monitored, wasRegistered: wasRegistered)
            _ = try HouseholdCommand.eliminateRisk.run(on: &household)
            #expect(household.state == state)
            #expect(household.risk == nil)
        }
    }

    @Test(
        "ends after two checks without risk on different days, after the risk was raised and after any that found it",
        arguments: [
            ([("2019-06-10", false), ("2019-06-11", false)], true),
            ([("2019-06-10", false), ("2019-06-10", false)], false),
            ([("2019-06-10", false), ("2019-06-11", true), ("2019-06-12", false)], false),
            ([("2019-06-09", true), ("2019-06-10", false), ("2019-06-11", false)], true),
            ([("2019-06-03", false), ("2019-06-11", false)], false),
            ([("2019-06-11", false), ("2019-06-13", false)], false),
            ([], false),
        ] as [([(String, Bool)], Bool)])
    func checks(checks: [(String, Bool)], isEnough: Bool) {
        var household = Fixture.household(in: .monitored)
        let measures = [RiskMeasure(id: Fixture.id(4), completedOn: Day.parsed("2019-06-08"))]
        expect(isEnough ? nil : .riskRemains(checksNeeded: 2)) {
            try household.eliminateRisk(
                after: measures, and: checks.map { RiskCheck(day: Day.parsed($0.0), findsRisk: $0.1) },
                under: Fixture.rules, Fixture.act())
        }
    }

    @Test("ends only after measures, all of them completed")
    func measures() {
        let checks = ["2019-06-10", "2019-06-11"].map { RiskCheck(day: Day.parsed($0), findsRisk: false) }
        let done = RiskMeasure(id: Fixture.id(4), completedOn: Day.parsed("2019-06-08"))
        let underWay = RiskMeasure(id: Fixture.id(5), completedOn: nil)
        for measures in [[], [done, underWay]] {
            var household = Fixture.household(in: .monitored)
            expect(.measuresOpen) {
                try household.eliminateRisk(after: measures, and: checks, under: Fixture.rules, Fixture.act())
            }
        }
    }

    @Test("goes on through a relapse, until the household is registered again")
    func relapse() throws {
        var household = Fixture.household(in: .monitored)
        _ = try HouseholdCommand.relapse.run(on: &household)
        #expect(household.isRelapse)
        #expect(household.risk != nil)
        #expect(household.caseFile == CaseFile())

        var announced = Household(
            id: household.id, token: household.token, village: household.village, form: household.form,
            state: .announced, caseFile: Fixture.household(in: .announced).caseFile, risk: household.risk,
            isRelapse: true, registeredOn: household.registeredOn, lastKnown: household.lastKnown,
            changedAt: household.changedAt)
        #expect(try HouseholdCommand.register.run(on: &announced).contains(.riskEnded))
        #expect(announced.risk == nil)
        #expect(!announced.isRelapse)
    }
}
