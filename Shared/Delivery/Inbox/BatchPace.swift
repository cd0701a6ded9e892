/// When the next batch is taken.
///
/// Each costs some fifteen statements, however little it has, and whoever takes the next one at once keeps a machine busy with
/// small ones, however little there is to do. So what arrives behind a batch is left to gather for a while. What arrives after
/// a silence is taken at once, and so is what comes behind a batch that was large.
public struct BatchPace: Sendable {
    private let patience: Duration
    private var next: ContinuousClock.Instant?

    /// - Parameter patience: how long what arrives behind a batch is left to gather.
    public init(patience: Duration) {
        self.patience = patience
    }

    /// A batch is out of hand.
    public mutating func settled(isLarge: Bool, at now: ContinuousClock.Instant) {
        next = isLarge ? nil : now + patience
    }

    /// How long it is until the next one; nil when it may be taken.
    public func rest(at now: ContinuousClock.Instant) -> Duration? {
        next.flatMap { $0 > now ? $0 - now : nil }
    }
}
