public import Vocabulary

extension Episode {
    /// live → ended. Its slots are closed with it.
    public mutating func end(at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.live, for: .end)
        state = .ended
        return [.ended(at: now)]
    }

    /// live → ended, by the clock: two hours without a stream, past its planned end. Its slots are closed with it.
    public mutating func endWithoutStream(at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.live, for: .endWithoutStream)
        guard let due = silentUntil else { throw .streamRunning }
        guard now >= due else { throw .notDue(until: due) }
        state = .ended
        return [.ended(at: now)]
    }
}
