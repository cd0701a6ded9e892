public import Vocabulary

/// One broadcast of a programme, from one county.
public struct Episode: Sendable, Equatable {
    /// Its identifier.
    public let id: UUIDv7
    /// The programme that it belongs to.
    public let programmeID: UUIDv7
    /// Its number in the programme, from 1.
    public let number: Int32
    /// The county that it comes from.
    public let county: DivisionCode
    /// Who presents it.
    public let presenterIDs: [UUIDv7]
    /// The alleviation day that it is part of.
    public internal(set) var alleviationDayID: UUIDv7?
    /// From its planned start to its planned end.
    public internal(set) var period: Period
    /// Where it stands.
    public internal(set) var state: EpisodeState
    /// What is known of its stream.
    public internal(set) var stream: Stream
    /// What was recorded of it.
    public internal(set) var recordings: [Recording]

    /// An episode as stored.
    public init(
        id: UUIDv7,
        programmeID: UUIDv7,
        number: Int32,
        county: DivisionCode,
        presenterIDs: [UUIDv7],
        alleviationDayID: UUIDv7?,
        period: Period,
        state: EpisodeState,
        stream: Stream,
        recordings: [Recording]
    ) {
        self.id = id
        self.programmeID = programmeID
        self.number = number
        self.county = county
        self.presenterIDs = presenterIDs
        self.alleviationDayID = alleviationDayID
        self.period = period
        self.state = state
        self.stream = stream
        self.recordings = recordings
    }

    /// What is known of an episode's stream.
    public enum Stream: Sendable, Hashable {
        /// None has been seen yet.
        case awaited
        /// It is running.
        case running
        /// It broke off.
        case lost(at: Instant)
    }

    /// What was recorded of an episode.
    public struct Recording: Sendable, Hashable {
        /// Its identifier.
        public let id: UUIDv7
        /// The name that the media store keeps it under.
        public let mediaKey: String
        /// How long it runs.
        public let duration: Span

        /// Makes a recording.
        public init(id: UUIDv7, mediaKey: String, duration: Span) {
            self.id = id
            self.mediaKey = mediaKey
            self.duration = duration
        }
    }

    /// The time that it takes of its presenters, while it is scheduled or live.
    public var engagements: [Engagement] {
        guard !state.isFinal else { return [] }
        return presenterIDs.map { Engagement(presenterID: $0, episodeID: id, period: period) }
    }

    func require(_ required: EpisodeState, for command: EpisodeCommand) throws(EpisodeRefusal) {
        guard state == required else { throw .notInState(command, state) }
    }
}
