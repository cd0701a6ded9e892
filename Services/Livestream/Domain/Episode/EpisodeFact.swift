public import Vocabulary

/// What happened to an episode. The episode itself holds the rest of what its events say.
public enum EpisodeFact: Sendable, Equatable {
    /// It was given a time, or another time.
    case scheduled(at: Instant)
    /// It will not take place.
    case cancelled(at: Instant)
    /// It went on the air.
    case started(at: Instant)
    /// Its stream broke off.
    case streamLost(at: Instant)
    /// Its stream is there, or there again.
    case streamRunning(at: Instant)
    /// It left the air.
    case ended(at: Instant)
    /// Its audience was counted.
    case audienceCounted(AudienceCount)
    /// A recording of it is kept.
    case recordingAttached(Episode.Recording, at: Instant)
}
