public import Vocabulary

extension Episode {
    /// ended → ended: how many watched it becomes public.
    /// - Precondition: the audience is this episode's.
    public mutating func count(_ audience: Audience, at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        precondition(audience.episodeID == id, "the audience of \(audience.episodeID) was counted for \(id)")
        try require(.ended, for: .countAudience)
        return [.audienceCounted(AudienceCount(of: audience, asOf: now))]
    }
}
