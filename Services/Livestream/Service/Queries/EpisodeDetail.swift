public import Eventing
internal import LivestreamDomain
public import Postgres
internal import Runtime
public import Vocabulary

/// An episode as people look at it.
public struct EpisodeDetail: Record {
    /// Its identifier.
    public var episodeID: UUIDv7
    /// The programme that it belongs to.
    public var programmeID: UUIDv7
    /// Its number in the programme.
    public var number: Int32
    /// The county that it comes from.
    public var county: DivisionCode
    /// Who presents it.
    public var presenters: [UUIDv7]
    /// The alleviation day that it is part of.
    public var alleviationDayID: UUIDv7?
    /// When it is planned to start.
    public var startsAt: Instant
    /// When it is planned to end.
    public var endsAt: Instant
    /// `scheduled`, `live`, `ended` or `cancelled`.
    public var state: String
    /// Whether its stream is `awaited`, `running` or `lost`.
    public var stream: String
    /// What was recorded of it.
    public var recordings: [Recording]
    /// Who watched it, once it has ended.
    public var audience: Attendance?

    /// What was recorded of an episode.
    public struct Recording: Record {
        /// Its identifier.
        public var recordingID: UUIDv7
        /// The name that the media store keeps it under.
        public var mediaKey: String
        /// How long it runs, in milliseconds.
        public var durationMs: Int64

        init(_ recording: Episode.Recording) {
            recordingID = recording.id
            mediaKey = recording.mediaKey
            durationMs = recording.duration.milliseconds
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ recording: Self?) throws(EventFault) {
            recordingID = try fields.field("recording_id", recording?.recordingID)
            mediaKey = try fields.field("media_key", recording?.mediaKey)
            durationMs = try fields.field("duration_ms", recording?.durationMs)
        }
    }

    /// Who watched an episode.
    public struct Attendance: Record {
        /// About how many different sessions.
        public var uniqueEstimate: Int64
        /// How many at once, when it was most.
        public var peak: Int64

        fileprivate init(_ row: (Int64, Int64)) {
            (uniqueEstimate, peak) = row
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ attendance: Self?) throws(EventFault) {
            uniqueEstimate = try fields.field("unique_estimate", attendance?.uniqueEstimate)
            peak = try fields.field("peak", attendance?.peak)
        }
    }

    init(_ episode: Episode) {
        episodeID = episode.id
        programmeID = episode.programmeID
        number = episode.number
        county = episode.county
        presenters = episode.presenterIDs
        alleviationDayID = episode.alleviationDayID
        startsAt = episode.period.start
        endsAt = episode.period.end
        state = episode.state.rawValue
        stream = episode.stream.storedText
        recordings = episode.recordings.map(Recording.init)
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        episodeID = try fields.field("episode_id", detail?.episodeID)
        programmeID = try fields.field("programme_id", detail?.programmeID)
        number = try fields.field("number", detail?.number)
        county = try fields.field("county", detail?.county)
        presenters = try fields.field("presenters", detail?.presenters)
        alleviationDayID = try fields.optional("alleviation_day_id", detail?.alleviationDayID)
        startsAt = try fields.field("starts_at", detail?.startsAt)
        endsAt = try fields.field("ends_at", detail?.endsAt)
        state = try fields.field("state", detail?.state)
        stream = try fields.field("stream", detail?.stream)
        recordings = try fields.field("recordings", detail?.recordings)
        audience = try fields.optional("audience", detail?.audience)
    }
}

extension LivestreamService {
    /// How an episode stands.
    public func episode(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> EpisodeDetail {
        guard let detail = try await details(of: [id], in: transaction).first else {
            throw Problem.notFound("episode \(id)")
        }
        return detail
    }

    /// How episodes stand, in the order of their ids.
    func details(of ids: [UUIDv7], in transaction: PostgresTransaction) async throws -> [EpisodeDetail] {
        let episodes = try await EpisodeStore(transaction: transaction).load(ids, .none)
        let counts = try await transaction.query(
            "SELECT episode, unique_estimate, peak FROM audience_count WHERE episode = ANY (\(ids))"
        ).decode(UUIDv7.self, Int64.self, Int64.self)
        let audiences = Dictionary(
            uniqueKeysWithValues: counts.map { ($0.0, EpisodeDetail.Attendance(($0.1, $0.2))) })
        return episodes.map { episode in
            var detail = EpisodeDetail(episode)
            detail.audience = audiences[episode.id]
            return detail
        }
    }
}
