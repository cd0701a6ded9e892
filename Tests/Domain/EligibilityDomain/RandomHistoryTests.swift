import EligibilityDomain
import Seeds
import Testing
import Vocabulary

@Suite("Any history of a household")
struct RandomHistoryTests {
    @Test("keeps what is known outside in step with what happened, whatever is asked, and all states are reached")
    func histories() throws {
        var visited: Set<HouseholdState> = []
        for seed: UInt64 in 1...200 {
            visited.formUnion(try live(seed: seed))
        }
        #expect(visited == Set(HouseholdState.allCases))
    }

    /// Asks a household for 120 commands, most of them such as its state allows.
    /// - Returns: the states that it went through.
    private func live(seed: UInt64) throws -> Set<HouseholdState> {
        var random = SplitMix64(seed: seed)
        let opening = seed.isMultiple(of: 2) ? Household.open : Household.apply
        var household = try opening(Fixture.application(), nil, Fixture.act(Fixture.secretary)).0
        var visited: Set<HouseholdState> = [household.state]
        var known: [StatusEntry] = []
        var day = Day.parsed("2019-06-12")
        for step: Int64 in 0..<120 {
            day = day + Int32.random(in: 0...5, using: &random)
            let before = household
            let act = Act(
                by: Actor("person-\(Int.random(in: 0...6, using: &random))"), at: day.start + .hours(18 + step % 2),
                evidence: Fixture.id(UInt64(1_000 + step)))
            let command = command(for: household.state, using: &random)
            do {
                let facts = try command.run(on: &household, act)
                for fact in facts { record(fact, in: &known) }
                check(household, after: command, from: before, facts, known: known, seed: seed)
                visited.insert(household.state)
            } catch {
                #expect(household == before, "seed \(seed): \(command.rawValue) was refused and changed something")
            }
        }
        return visited
    }

    /// Three times in four a command that has a row; endings are rare, so that histories grow long.
    private func command(for state: HouseholdState, using random: inout SplitMix64) -> HouseholdCommand {
        let allowed = HouseholdCommand.allCases.filter { command in
            guard command.allowedStates.contains(state) else { return false }
            switch command {
            case .close, .revoke, .reject, .appraiseAgainst: return Int.random(in: 0..<20, using: &random) == 0
            default: return true
            }
        }
        let isAllowed = Int.random(in: 0..<4, using: &random) > 0
        return (isAllowed ? allowed.randomElement(using: &random) : nil)
            ?? HouseholdCommand.allCases.randomElement(using: &random) ?? .close
    }

    private func record(_ fact: HouseholdFact, in known: inout [StatusEntry]) {
        switch fact {
        case .registered(let registration):
            known.append(
                StatusEntry(
                    state: .registered, county: registration.county, effectiveAt: registration.effectiveAt,
                    evidence: registration.evidence))
        case .statusChanged(let change):
            #expect(change.from == known.last?.state ?? .ordinary)
            known.append(
                StatusEntry(
                    state: change.to, county: change.county, effectiveAt: change.effectiveAt, evidence: change.evidence)
            )
        default: break
        }
    }

    private func check(
        _ household: Household, after command: HouseholdCommand, from before: Household, _ facts: [HouseholdFact],
        known: [StatusEntry], seed: UInt64
    ) {
        let context: Comment = "seed \(seed): \(command.rawValue) from \(before.state.rawValue)"
        #expect(command.allowedStates.contains(before.state), context)
        #expect(household.lastKnown == known.last, context)
        #expect(household.state.isBeneficiary == (known.last?.state.isBeneficiary ?? false), context)
        let hidden: Set<HouseholdState> = [
            .rejected, .appraised, .firstPublicity, .townshipReview, .secondPublicity, .countyReview, .announced,
        ]
        #expect(known.allSatisfy { !hidden.contains($0.state) }, context)
        #expect(household.state != .registered || household.registeredOn != nil, context)
        #expect(household.state != .monitored || household.risk != nil, context)
        #expect(
            household.state.publicityStage == nil
                || household.caseFile.publicities.last?.stage == household.state.publicityStage, context)
        let isHeld = household.caseFile.publicities.last?.hasOpenObjection ?? false
        #expect(!isHeld || household.state.publicityStage != nil, context)
        #expect(household.changedAt >= before.changedAt, context)
        let moves = facts.compactMap { if case .moved(let transition) = $0 { transition } else { nil } }
        #expect(moves.last?.to ?? before.state == household.state, context)
    }
}
