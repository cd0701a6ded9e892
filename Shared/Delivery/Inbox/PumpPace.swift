/// When the next batch is taken.
///
/// Each costs some fifteen statements, however little it has, and whoever takes the next one at once keeps a machine busy with
/// small ones, however few orders there are. So what arrives behind a batch is left to gather for a while. What arrives after
/// a silence is taken at once, and so is what comes behind a batch that was large.
struct PumpPace: Sendable {
    private let patience: Duration
    private var next: ContinuousClock.Instant?

    /// - Parameter patience: how long what arrives behind a batch is left to gather.
    init(patience: Duration) {
        self.patience = patience
    }

    /// A batch of so many messages is out of hand.
    mutating func settled(_ messages: Int, at now: ContinuousClock.Instant) {
        next = messages < Pump.maximumMessages / 2 ? now + patience : nil
    }

    /// How long it is until the next one; nil when it may be taken.
    func rest(at now: ContinuousClock.Instant) -> Duration? {
        next.flatMap { $0 > now ? $0 - now : nil }
    }
}
