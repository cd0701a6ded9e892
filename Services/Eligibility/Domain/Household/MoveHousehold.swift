internal import Vocabulary

extension Household {
    /// Moves it to a state unseen.
    mutating func move(to next: HouseholdState, by act: Act, because reason: String? = nil) -> HouseholdFact {
        let transition = Transition(from: state, to: next, act: act, reason: reason)
        state = next
        changedAt = act.at
        return .moved(transition)
    }

    /// Moves it to a state, and makes that known.
    mutating func moveInPublic(
        to next: HouseholdState, by act: Act, because reason: String? = nil, successors: [Token] = []
    ) -> [HouseholdFact] {
        let change = StatusChange(
            token: token, county: county, from: lastKnown?.state ?? .ordinary, to: next, effectiveAt: act.at,
            evidence: act.evidence, successors: successors)
        let move = move(to: next, by: act, because: reason)
        makeKnown(by: act)
        return [move, .statusChanged(change)]
    }

    /// Remembers the present state as the one last made known.
    mutating func makeKnown(by act: Act) {
        lastKnown = StatusEntry(state: state, county: county, effectiveAt: act.at, evidence: act.evidence)
    }
}
