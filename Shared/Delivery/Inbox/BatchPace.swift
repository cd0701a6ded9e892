/// When the next batch is taken.
///
/// Each costs some fifteen statements, however little it has, and whoever takes the next one at once keeps a machine busy with
/// small ones, however little there is to do. So what arrives behind a batch is left to gather for a while. What arrives after
/// a silence is taken at once, and so is what comes behind that, as the second of two answers to one question does where little
/// else is asked; and what comes behind a batch that was large.
public struct BatchPace: Sendable {
    private let patience: Duration
    private var next: ContinuousClock.Instant?
    private var followsSilence = true

    /// - Parameter patience: how long what arrives behind a batch is left to gather, and what nothing arrives for to make a silence.
    public init(patience: Duration) {
        self.patience = patience
    }

    /// A batch is taken in hand.
    public mutating func taken(at now: ContinuousClock.Instant) {
        followsSilence = next.map { now - $0 >= patience } ?? true
    }

    /// A batch is out of hand.
    public mutating func settled(isLarge: Bool, at now: ContinuousClock.Instant) {
        next = isLarge || followsSilence ? now : now + patience
    }

    /// How long it is until the next one; nil when it may be taken.
    public func rest(at now: ContinuousClock.Instant) -> Duration? {
        next.flatMap { $0 > now ? $0 - now : nil }
    }
}
