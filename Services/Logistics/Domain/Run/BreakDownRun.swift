public import Vocabulary

extension Run {
    /// BREAK DOWN: under way → interrupted. The place is given, since a rescue has to find it.
    public mutating func breakDown(at place: Coordinate, at now: Instant) throws(RunRefusal) -> [RunFact] {
        guard state == .underWay else { throw .notInState(state) }
        let breakdown = Breakdown(at: now, place: place)
        state = .interrupted
        self.breakdown = breakdown
        return [.interrupted(breakdown)]
    }
}
