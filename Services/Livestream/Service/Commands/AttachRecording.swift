public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// A recording as the media store keeps it.
public struct RecordingRequest: Record {
    /// The name that the media store keeps it under.
    public var mediaKey: String
    /// How long it runs, in milliseconds.
    public var durationMs: Int64

    /// Names a recording.
    public init(mediaKey: String, durationMs: Int64) {
        self.mediaKey = mediaKey
        self.durationMs = durationMs
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        mediaKey = try fields.field("media_key", request?.mediaKey)
        durationMs = try fields.field("duration_ms", request?.durationMs)
    }

    fileprivate func recording() throws(Problem) -> Episode.Recording {
        try Limits.require(mediaKey, within: Limits.nameLength, field: "media_key")
        guard !mediaKey.isEmpty else {
            throw Problem(422, "media-key-missing", "name the recording", field: "media_key")
        }
        // A week: nothing is on the air for longer.
        guard (1...604_800_000).contains(durationMs) else {
            throw Problem(422, "out-of-bounds", "a recording runs for 1 ms to 7 days", field: "duration_ms")
        }
        return Episode.Recording(id: .make(), mediaKey: mediaKey, duration: .milliseconds(durationMs))
    }
}

extension LivestreamService {
    /// Keeps what was recorded of an episode that has ended.
    public func attachRecording(
        to id: UUIDv7, _ request: RecordingRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        let recording = try request.recording()
        return try await changeEpisode(id, by: .attachRecording, context, in: transaction) { desk, act in
            guard try !desk.episode(id).recordings.contains(where: { $0.mediaKey == recording.mediaKey }) else {
                throw Problem(
                    422, "recording-known", "\(recording.mediaKey) is attached already; there is nothing to do",
                    field: "media_key")
            }
            try await desk.take(.attachRecording, of: id, act) { (episode) throws(EpisodeRefusal) in
                try episode.attach(recording, at: act.at)
            }
            try EpisodeStore(transaction: transaction).insert(recording, of: id)
        }
    }
}
