public import Vocabulary

extension Programme {
    /// open → closed, once none of its episodes is scheduled or live.
    /// - Parameter episodes: the states of all its episodes.
    public mutating func close(
        episodes: [EpisodeState],
        at now: Instant
    ) throws(ProgrammeRefusal) -> [ProgrammeFact] {
        guard state == .open else { throw .alreadyClosed }
        let pending = episodes.count { !$0.isFinal }
        guard pending == 0 else { throw .episodesPending(pending) }
        state = .closed
        return [.closed(at: now)]
    }
}
