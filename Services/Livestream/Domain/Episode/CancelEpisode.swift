public import Vocabulary

extension Episode {
    /// scheduled → cancelled. Its slots are closed with it.
    public mutating func cancel(at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.scheduled, for: .cancel)
        state = .cancelled
        return [.cancelled(at: now)]
    }

    /// scheduled → cancelled, by the clock: two hours past its time nobody has started it. Its slots are closed with it.
    public mutating func cancelUnstarted(at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.scheduled, for: .cancelUnstarted)
        guard now >= startBy else { throw .notDue(until: startBy) }
        state = .cancelled
        return [.cancelled(at: now)]
    }
}
