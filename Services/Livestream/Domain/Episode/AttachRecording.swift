public import Vocabulary

extension Episode {
    /// ended → ended: a recording is kept.
    public mutating func attach(
        _ recording: Recording,
        at now: Instant
    ) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.ended, for: .attachRecording)
        guard !recordings.contains(where: { $0.id == recording.id }) else { throw .recordingKnown(recording.id) }
        recordings.append(recording)
        return [.recordingAttached(recording, at: now)]
    }
}
