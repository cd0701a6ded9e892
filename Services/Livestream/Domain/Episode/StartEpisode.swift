public import Vocabulary

extension Episode {
    /// scheduled → live, by one of its presenters, from 15 minutes before its time until the clock gives it up.
    public mutating func start(by presenterID: UUIDv7, at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.scheduled, for: .start)
        guard presenterIDs.contains(presenterID) else { throw .notItsPresenter(presenterID) }
        let earliest = period.start - Self.earlyStart
        guard now >= earliest else { throw .tooEarly(from: earliest) }
        guard now < startBy else { throw .tooLate(since: startBy) }
        state = .live
        return [.started(at: now)]
    }
}
