import EligibilityDomain
import Testing
import Vocabulary

@Suite("A suggestion")
struct SuggestReviewTests {
    private func suggestion(_ state: HouseholdState, _ input: AssessmentInput) throws -> String {
        let suggestion = try Fixture.household(in: state)
            .suggestReview(Fixture.id(1), of: input, rules: .initial, lines: .national)
        return switch suggestion {
        case .appraiseExit: "exit"
        case .raiseRisk: "risk"
        case .checkRisk: "check"
        case .relapse: "relapse"
        case nil: "none"
        }
    }

    @Test("follows from income and state, and changes nothing by itself")
    func suggestions() throws {
        let rich = Fixture.input(net: 2_000_000)
        let near = Fixture.input(net: 1_000_000)
        let poor = Fixture.input(net: 100_000, guarantees: [.food])
        let expected: [(HouseholdState, [String])] = [
            (.registered, ["exit", "exit", "none"]),
            (.exited, ["none", "risk", "relapse"]),
            (.monitored, ["check", "none", "relapse"]),
            (.ordinary, ["none", "risk", "risk"]),
            (.rejected, ["none", "risk", "risk"]),
            (.countyReview, ["none", "none", "none"]),
            (.revoked, ["none", "none", "none"]),
        ]
        for (state, suggestions) in expected {
            #expect(try [rich, near, poor].map { try suggestion(state, $0) } == suggestions, "\(state)")
        }
    }
}
