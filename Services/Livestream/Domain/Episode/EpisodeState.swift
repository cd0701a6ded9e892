/// Where an episode stands.
///
/// | from | command | to |
/// |---|---|---|
/// | ∅ | `schedule` | scheduled |
/// | scheduled | `reschedule` | scheduled |
/// | scheduled | `cancel`, `cancelUnstarted` (clock) | cancelled |
/// | scheduled | `start` | live |
/// | live | `loseStream`, `regainStream` | live |
/// | live | `end`, `endWithoutStream` (clock) | ended |
/// | ended | `countAudience`, `attachRecording` | ended |
public enum EpisodeState: String, Sendable, CaseIterable {
    /// Announced, not yet begun.
    case scheduled
    /// On the air.
    case live
    /// Over. Only its recordings and its audience are still to be recorded. Final.
    case ended
    /// Will not take place. Final.
    case cancelled

    /// Whether it neither runs nor will run.
    public var isFinal: Bool {
        switch self {
        case .scheduled, .live: false
        case .ended, .cancelled: true
        }
    }
}

/// What can be asked of an episode that exists.
public enum EpisodeCommand: String, Sendable, CaseIterable {
    /// Move it to another time.
    case reschedule
    /// Call it off.
    case cancel
    /// The clock: it was not started within two hours of its time.
    case cancelUnstarted = "cancel-unstarted"
    /// Go on the air.
    case start
    /// The stream broke off.
    case loseStream = "lose-stream"
    /// The stream is there, or there again.
    case regainStream = "regain-stream"
    /// Leave the air.
    case end
    /// The clock: two hours without a stream, past its planned end.
    case endWithoutStream = "end-without-stream"
    /// Publish how many watched.
    case countAudience = "count-audience"
    /// Keep what was recorded of it.
    case attachRecording = "attach-recording"
}
