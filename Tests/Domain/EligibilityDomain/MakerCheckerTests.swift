import EligibilityDomain
import Testing
import Vocabulary

@Suite("Makers and checkers")
struct MakerCheckerTests {
    @Test("who appraised does not approve for the township", arguments: [Fixture.appraiser, Fixture.secretary])
    func township(actor: Actor) {
        var household = Fixture.household(in: .townshipReview)
        expect(.approverTookPart(actor)) { try HouseholdCommand.approveAtTownship.run(on: &household, by: actor) }
    }

    @Test(
        "who appraised or approved for the township does not approve for the county",
        arguments: [Fixture.appraiser, Fixture.secretary, Fixture.township])
    func county(actor: Actor) {
        var household = Fixture.household(in: .countyReview)
        expect(.approverTookPart(actor)) { try HouseholdCommand.approveAtCounty.run(on: &household, by: actor) }
    }

    @Test("who appraised an exit does not verify it")
    func exit() {
        var household = Fixture.household(in: .exitAppraised)
        expect(.approverTookPart(Fixture.appraiser)) {
            try HouseholdCommand.verifyExit.run(on: &household, by: Fixture.appraiser)
        }
    }

    @Test(
        "who appraised or objected does not decide the objection",
        arguments: [Fixture.appraiser, Fixture.secretary, Fixture.resident],
        [HouseholdCommand.uphold, .dismiss])
    func objection(actor: Actor, command: HouseholdCommand) {
        var household = Fixture.household(in: .firstPublicity, objections: [Fixture.openObjection])
        expect(.deciderTookPart(actor)) { try command.run(on: &household, by: actor) }
    }

    @Test("a review that turns a case away gives a reason")
    func reasons() {
        var household = Fixture.household(in: .countyReview)
        expect(.reasonMissing) { try household.returnCase(because: "", Fixture.act()) }
        expect(.reasonMissing) { try household.reject(because: "", Fixture.act()) }
    }
}
