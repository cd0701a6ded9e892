public import Vocabulary

/// Who watches an episode: how many are there now, how many there were at most, and who came at all.
public struct Audience: Sendable, Equatable {
    /// What they watch.
    public let episodeID: UUIDv7
    /// Who came, each counted once.
    public private(set) var viewers: HyperLogLog
    /// How many sessions are watching now.
    public private(set) var watching: Int64
    /// How many sessions were watching when it was most.
    public private(set) var peak: Int64

    /// An audience as stored.
    public init(episodeID: UUIDv7, viewers: HyperLogLog, watching: Int64, peak: Int64) {
        self.episodeID = episodeID
        self.viewers = viewers
        self.watching = watching
        self.peak = peak
    }

    /// The empty hall before an episode.
    public init(of episodeID: UUIDv7, precision: Int = 14) {
        self.init(episodeID: episodeID, viewers: HyperLogLog(precision: precision), watching: 0, peak: 0)
    }

    /// Sessions begin to watch that were not watching.
    public mutating func join(_ sessions: [Token]) {
        for session in sessions { viewers.insert(hash: viewerHash(of: session)) }
        watching += Int64(sessions.count)
        peak = max(peak, watching)
    }

    /// Sessions stop watching that were watching.
    public mutating func leave(_ sessions: [Token]) {
        watching = max(0, watching - Int64(sessions.count))
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
