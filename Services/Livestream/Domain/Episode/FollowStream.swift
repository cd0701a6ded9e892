public import Vocabulary

extension Episode {
    /// live → live: the stream broke off. Slots stay open; only past its planned end does a clock begin to run.
    public mutating func loseStream(at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.live, for: .loseStream)
        if case .lost = stream { return [] }
        stream = .lost(at: now)
        return [.streamLost(at: now)]
    }

    /// live → live: the stream is there, or there again.
    public mutating func regainStream(at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.live, for: .regainStream)
        if stream == .running { return [] }
        stream = .running
        return [.streamRunning(at: now)]
    }
}
