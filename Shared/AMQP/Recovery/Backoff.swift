/// How long to wait between attempts: doubling from a base to a cap, each time shortened at random by up to a half,
/// so that the clients of a broker that comes back do not all arrive at once.
public struct Backoff: Sendable, Hashable {
    /// The first wait, before it is shortened.
    public var base: Duration
    /// The longest wait.
    public var cap: Duration
    /// How many waits were handed out since the last ``reset()``.
    private(set) var attempts = 0

    /// Doubles from `base` to `cap`.
    public init(base: Duration = .milliseconds(100), cap: Duration = .seconds(10)) {
        precondition(base > .zero && cap >= base, "a backoff grows from above zero up to its cap")
        self.base = base
        self.cap = cap
    }

    /// The next wait.
    public mutating func next() -> Duration {
        next(fraction: .random(in: 0..<1))
    }

    /// The next wait. `fraction` is random, in 0..<1.
    mutating func next(fraction: Double) -> Duration {
        // Past 30 doublings every sensible cap is reached, and a shift would soon overflow.
        let full = min(base * (1 << min(attempts, 30)), cap)
        attempts += 1
        return full * (1 - fraction / 2)
    }

    /// Starts again from the base.
    public mutating func reset() {
        attempts = 0
    }
}
