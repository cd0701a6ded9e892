/// Spreads what is told again over time, so that what is told for the first time has room.
struct RefillPace: Sendable {
    let eventsPerSecond: Int
    private var free: ContinuousClock.Instant?

    init(eventsPerSecond: Int) {
        precondition(eventsPerSecond > 0, "a pace of nothing would never end")
        self.eventsPerSecond = eventsPerSecond
    }

    /// Notes that events leave, and returns for how long the next ones wait.
    mutating func pause(after events: Int, at now: ContinuousClock.Instant) -> Duration {
        let start = max(now, free ?? now)
        let end = start + .seconds(1) * events / eventsPerSecond
        free = end
        return end - now
    }
}
