public import Vocabulary

/// A session's presence at an episode.
public struct EpisodeView: Sendable, Hashable {
    /// The viewer's session.
    public let session: Token
    /// What it watched.
    public let episode: EpisodeReference
    /// When it began to watch.
    public let joinedAt: Instant
    /// When it was last known to watch.
    public let lastSeenAt: Instant

    /// Makes a view.
    public init(session: Token, episode: EpisodeReference, joinedAt: Instant, lastSeenAt: Instant) {
        self.session = session
        self.episode = episode
        self.joinedAt = joinedAt
        self.lastSeenAt = lastSeenAt
    }

    /// How long after its last sign a session is taken to be watching still.
    public static let presence = Span.minutes(1)

    /// How long after its last moment at an episode a session's orders are still owed to it.
    public static let memory = Span.hours(24)

    /// The last view of a session before an order, if it is not more than 24 hours old.
    /// - Parameters:
    ///   - session: the buyer's.
    ///   - placedAt: when the order was placed.
    ///   - views: those of the session; others' are passed over.
    public static func last(of session: Token, before placedAt: Instant, among views: [EpisodeView]) -> EpisodeView? {
        views
            .filter { $0.session == session && $0.joinedAt <= placedAt && $0.lastSeenAt >= placedAt - memory }
            .max { $0.recency(at: placedAt) < $1.recency(at: placedAt) }
    }

    /// A session that watches two at once belongs to the one it joined last.
    private func recency(at instant: Instant) -> (Instant, Instant, UUIDv7) {
        (min(lastSeenAt, instant), joinedAt, episode.episodeID)
    }
}

/// An episode, and the programme that it belongs to.
public struct EpisodeReference: Sendable, Hashable {
    /// The episode.
    public let episodeID: UUIDv7
    /// Its programme.
    public let programmeID: UUIDv7

    /// Makes a reference.
    public init(episodeID: UUIDv7, programmeID: UUIDv7) {
        self.episodeID = episodeID
        self.programmeID = programmeID
    }
}
