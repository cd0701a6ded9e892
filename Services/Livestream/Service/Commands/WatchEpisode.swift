public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// A sign that a session watches an episode. Sent again at least once a minute, it keeps the session among those present.
public struct ViewRequest: Record {
    /// The viewer's session, which says nothing of a person.
    public var session: Token
    /// What it watches.
    public var episodeID: UUIDv7

    /// Names a session, and what it watches.
    public init(session: Token, episodeID: UUIDv7) {
        self.session = session
        self.episodeID = episodeID
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        session = try fields.field("session", request?.session)
        episodeID = try fields.field("episode_id", request?.episodeID)
    }
}

/// A session was seen at an episode.
public struct ViewSeen: Record {
    /// What it watches.
    public var episodeID: UUIDv7
    /// When it was seen.
    public var seenAt: Instant

    init(episodeID: UUIDv7, seenAt: Instant) {
        self.episodeID = episodeID
        self.seenAt = seenAt
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ seen: Self?) throws(EventFault) {
        episodeID = try fields.field("episode_id", seen?.episodeID)
        seenAt = try fields.field("seen_at", seen?.seenAt)
    }
}

extension LivestreamService {
    /// A viewer joins a live episode, or gives another sign. It is counted, and what the session buys within a day is
    /// owed to the last episode that it watched.
    public func watchEpisode(
        _ request: ViewRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ViewSeen> {
        guard let state = try await EpisodeStore(transaction: transaction).state(of: request.episodeID) else {
            throw Problem.unknown("episode \(request.episodeID)", field: "episode_id")
        }
        guard state == .live else {
            throw Problem(
                409, "not-in-state", "the episode is \(state.rawValue); it can be watched while it is live",
                field: "episode_id")
        }
        try EpisodeViewStore(transaction: transaction).note(request.session, at: request.episodeID, context.now)
        return Told(ViewSeen(episodeID: request.episodeID, seenAt: context.now))
    }
}
