public import Vocabulary

/// Who watched an episode: who came at all, and how many there were when it was most.
public struct Audience: Sendable, Equatable {
    /// What they watched.
    public let episodeID: UUIDv7
    /// Who came, each counted once.
    public let viewers: HyperLogLog
    /// How many sessions were watching when it was most.
    public let peak: Int64

    /// An audience as its views left it.
    public init(episodeID: UUIDv7, viewers: HyperLogLog, peak: Int64) {
        self.episodeID = episodeID
        self.viewers = viewers
        self.peak = peak
    }
}

/// An episode's audience as published. Those of a programme's episodes merge by ``HyperLogLog/union(_:)`` of their viewers.
public struct AudienceCount: Sendable, Equatable {
    /// What they watched.
    public let episodeID: UUIDv7
    /// When it was counted.
    public let asOf: Instant
    /// About how many different sessions watched.
    public let uniqueEstimate: Int64
    /// How many watched when it was most.
    public let peak: Int64
    /// Who came, to be merged with other episodes'.
    public let viewers: HyperLogLog

    /// Counts an audience.
    public init(of audience: Audience, asOf instant: Instant) {
        episodeID = audience.episodeID
        asOf = instant
        uniqueEstimate = audience.viewers.estimate
        peak = audience.peak
        viewers = audience.viewers
    }
}
