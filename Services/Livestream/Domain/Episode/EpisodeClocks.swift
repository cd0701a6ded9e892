public import Vocabulary

extension Episode {
    /// How long before its time it may go on the air.
    public static let earlyStart = Span.minutes(15)
    /// How long after its time it is given up if it has not been started.
    public static let lateStart = Span.hours(2)
    /// How long it stays live without a stream, past its planned end.
    public static let silence = Span.hours(2)

    /// The clocks that its state asks for.
    public var deadlines: [Deadline<EpisodeCommand>] {
        switch state {
        case .scheduled: [Deadline(.cancelUnstarted, due: startBy)]
        case .live: silentUntil.map { [Deadline(.endWithoutStream, due: $0)] } ?? []
        case .ended, .cancelled: []
        }
    }

    var startBy: Instant { period.start + Self.lateStart }

    /// Nil while the stream runs: then no clock ends it, however long it takes.
    var silentUntil: Instant? {
        switch stream {
        case .awaited: period.end + Self.silence
        case .running: nil
        case .lost(let instant): max(period.end, instant) + Self.silence
        }
    }
}
