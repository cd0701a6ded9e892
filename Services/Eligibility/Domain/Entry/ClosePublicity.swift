extension Household {
    /// A notice has hung its days: first publicity -> township review, second -> county review, exit -> exited.
    ///
    /// Guards: 24:00 of the last day is past; no objection is open, else it waits for the decision.
    public mutating func closePublicity(_ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        let publicity = try hangingPublicity(for: .closePublicity, act)
        guard act.at >= publicity.endsAt else { throw .publicityRunning(until: publicity.endsAt) }
        guard !publicity.hasOpenObjection else { throw .objectionOpen }
        switch publicity.stage {
        case .first: return [move(to: .townshipReview, by: act)]
        case .second: return [move(to: .countyReview, by: act)]
        case .exit: return moveInPublic(to: .exited, by: act)
        }
    }
}
