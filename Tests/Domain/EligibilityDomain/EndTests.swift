import EligibilityDomain
import Testing
import Vocabulary

@Suite("The end of a file")
struct EndTests {
    private let heir = Token.parsed("MFRGGZDFMZTWQ2LKNNWG23TPOB")

    @Test("by revocation needs a hearing and a reason")
    func revocation() {
        var household = Fixture.household(in: .registered)
        let act = Fixture.act(Fixture.county)
        let heard = Hearing(day: Day.parsed("2019-06-10"), minutes: Fixture.minutes)
        let tomorrow = Hearing(day: Day.parsed("2019-06-13"), minutes: Fixture.minutes)
        expect(.notHeard) { try household.revoke(because: "forged", hearing: nil, act) }
        expect(.notHeard) { try household.revoke(because: "forged", hearing: tomorrow, act) }
        expect(.reasonMissing) { try household.revoke(because: "", hearing: heard, act) }
        #expect(household.state == .registered)
    }

    @Test("takes down the notice that hangs")
    func notice() throws {
        var household = Fixture.household(in: .exitPublicity, objections: [Fixture.openObjection])
        let facts = try HouseholdCommand.revoke.run(on: &household)
        #expect(facts.contains(.deadlineVoided(.closePublicity)))
        #expect(household.caseFile.publicities[0].objections.map(\.decision?.outcome) == [.lapsed])
    }

    @Test("by merger or split names the successors, each once, and never the household itself")
    func successors() throws {
        for closure in [
            Closure.merged(into: Fixture.token), .split(into: []), .split(into: [heir]), .split(into: [heir, heir]),
            .split(into: [heir, Fixture.token]),
        ] {
            var household = Fixture.household(in: .registered)
            expect(.successorsUnsound) { try household.close(closure, Fixture.act()) }
        }
        var household = Fixture.household(in: .registered)
        let facts = try household.close(.merged(into: heir), Fixture.act())
        let changes = facts.compactMap { if case .statusChanged(let change) = $0 { change } else { nil } }
        #expect(changes.map(\.successors) == [[heir]])
    }
}
