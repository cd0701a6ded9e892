/// When a log is told of an outage that is waited out: once when it begins, then at growing intervals, and once when it is
/// over. Told at each attempt, the same reason would bury what else the log has to say.
struct OutageReport {
    /// What is to be said.
    enum Line: Equatable {
        case began
        case lasts(Duration)
        case ended(after: Duration)
    }

    private struct Outage {
        let start: ContinuousClock.Instant
        var nextLine: ContinuousClock.Instant
        var interval: Duration
    }

    private var outage: Outage?

    /// How long after the beginning the log is told again; doubled each time.
    static let firstInterval = Duration.seconds(5)
    /// The longest that the log is told nothing of an outage that lasts.
    static let longestInterval = Duration.seconds(60)

    /// Notes that an attempt has failed. Returns what is to be said of it, if anything.
    mutating func failed(at now: ContinuousClock.Instant) -> Line? {
        guard var outage else {
            outage = Outage(start: now, nextLine: now + Self.firstInterval, interval: Self.firstInterval)
            return .began
        }
        guard now >= outage.nextLine else { return nil }
        outage.interval = min(outage.interval * 2, Self.longestInterval)
        outage.nextLine = now + outage.interval
        self.outage = outage
        return .lasts(now - outage.start)
    }

    /// Notes that the work goes on. Returns what is to be said of it, if there was an outage.
    mutating func recovered(at now: ContinuousClock.Instant) -> Line? {
        guard let outage else { return nil }
        self.outage = nil
        return .ended(after: now - outage.start)
    }
}
