import EligibilityDomain
import Testing
import Vocabulary

@Suite("A publicity posted on 3 June at noon")
struct PublicityTests {
    private func posted() throws -> (Household, [HouseholdFact]) {
        var household = Fixture.household(in: .appraised)
        let facts = try household.publish(
            Fixture.notice, under: Fixture.rules, Fixture.act(Fixture.secretary, "2019-06-03T12:00:00+08:00"))
        return (household, facts)
    }

    @Test("sets its clock to 24:00 of 10 June, Asia/Shanghai")
    func clock() throws {
        let due = Instant.parsed("2019-06-10T16:00:00Z")
        #expect(try posted().1.contains(.deadlineSet(Deadline(due: due, command: .closePublicity))))
    }

    @Test(
        "takes objections from the day after until the end of its last day",
        arguments: [
            ("2019-06-03T23:59:59.999+08:00", false),
            ("2019-06-04T00:00:00.000+08:00", true),
            ("2019-06-10T23:59:59.999+08:00", true),
            ("2019-06-11T00:00:00.000+08:00", false),
        ])
    func period(time: String, isTaken: Bool) throws {
        var household = try posted().0
        let refusal = HouseholdRefusal.outsidePublicity(
            from: Instant.parsed("2019-06-03T16:00:00Z"), until: Instant.parsed("2019-06-10T16:00:00Z"))
        expect(isTaken ? nil : refusal) {
            try household.object(Fixture.objection, grounds: "owns a lorry", Fixture.act(Fixture.resident, time))
        }
    }

    @Test("ends no earlier than its last day")
    func end() throws {
        var household = try posted().0
        expect(.publicityRunning(until: Instant.parsed("2019-06-10T16:00:00Z"))) {
            try household.closePublicity(Fixture.act(.clock, "2019-06-10T23:59:59.999+08:00"))
        }
        _ = try household.closePublicity(Fixture.act(.clock, "2019-06-11T00:00:00+08:00"))
        #expect(household.state == .townshipReview)
    }

    @Test("is held by an open objection, and ends when the last one is dismissed")
    func held() throws {
        var household = try posted().0
        for number: UInt64 in [1, 2] {
            let act = Fixture.act(Fixture.resident, "2019-06-05T12:00:00+08:00")
            _ = try household.object(Fixture.id(number), grounds: "owns a lorry", act)
        }
        let late = Fixture.act(.clock, "2019-06-11T00:00:00+08:00")
        expect(.objectionOpen) { try household.closePublicity(late) }

        let decision = Fixture.act(Fixture.mediator, "2019-06-14T10:00:00+08:00")
        let deadline = HouseholdFact.deadlineSet(Deadline(due: decision.at, command: .closePublicity))
        #expect(try !household.dismiss(Fixture.id(1), because: "sold in 2015", decision).contains(deadline))
        #expect(try household.dismiss(Fixture.id(2), because: "sold in 2015", decision).contains(deadline))
        _ = try household.closePublicity(Fixture.act(.clock, "2019-06-14T10:00:01+08:00"))
        #expect(household.state == .townshipReview)
    }

    @Test("leaves its clock alone when an objection is dismissed before the end")
    func dismissedInTime() throws {
        var household = try posted().0
        let time = "2019-06-05T12:00:00+08:00"
        _ = try household.object(Fixture.id(1), grounds: "owns a lorry", Fixture.act(Fixture.resident, time))
        let facts = try household.dismiss(Fixture.id(1), because: "sold in 2015", Fixture.act(Fixture.mediator, time))
        #expect(facts.count == 1)
    }

    @Test("returns the case to the village on an upheld objection, where it may be rejected")
    func upheld() throws {
        var household = try posted().0
        for number: UInt64 in [1, 2] {
            let act = Fixture.act(Fixture.resident, "2019-06-05T12:00:00+08:00")
            _ = try household.object(Fixture.id(number), grounds: "owns a lorry", act)
        }
        let decision = Fixture.act(Fixture.mediator, "2019-06-06T10:00:00+08:00")
        let facts = try household.uphold(Fixture.id(2), because: "a lorry is registered", decision)
        #expect(household.state == .applied)
        #expect(facts.contains(.deadlineVoided(.closePublicity)))
        let outcomes = household.caseFile.publicities[0].objections.map(\.decision?.outcome)
        #expect(outcomes == [.lapsed, .upheld])

        _ = try household.appraiseAgainst(
            because: "owns a lorry", Fixture.act(Fixture.secretary, "2019-06-07T10:00:00+08:00"))
        #expect(household.state == .rejected)
        #expect(household.lastKnown == nil)
    }

    @Test("knows each objection once, and decides it once")
    func objectionsOnce() throws {
        var household = try posted().0
        let act = Fixture.act(Fixture.resident, "2019-06-05T12:00:00+08:00")
        _ = try household.object(Fixture.id(1), grounds: "owns a lorry", act)
        expect(.objectionIdTaken(Fixture.id(1))) { try household.object(Fixture.id(1), grounds: "again", act) }
        expect(.reasonMissing) { try household.object(Fixture.id(2), grounds: "", act) }

        let decision = Fixture.act(Fixture.mediator, "2019-06-06T10:00:00+08:00")
        expect(.reasonMissing) { try household.dismiss(Fixture.id(1), because: "", decision) }
        _ = try household.dismiss(Fixture.id(1), because: "sold in 2015", decision)
        expect(.objectionUnknown(Fixture.id(1))) { try household.uphold(Fixture.id(1), because: "late", decision) }
    }

    @Test(
        "never shows a whole name or identity number",
        arguments: [
            ("王小明", "522728197001011234", "王**", "522728**********34"),
            ("王", "52272834", "*", "********"),
            ("", "", "", ""),
        ])
    func masked(name: String, number: String, maskedName: String, maskedNumber: String) {
        let notice = PublicNotice(masking: name, identityNumber: number)
        #expect(notice.maskedName == maskedName)
        #expect(notice.maskedIdentityNumber == maskedNumber)
    }
}
