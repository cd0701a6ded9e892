import Synchronization

/// How many requests each caller may make, so that one who asks too much takes nothing from the others.
///
/// By the generic cell rate algorithm (ITU-T I.371, annex A): a steady rate, and at once as many as the rate has in a second.
/// Of each caller no more is kept than one moment.
final class CallerAllowance: Sendable {
    private struct Ledger {
        /// When each caller's requests so far would have come, had they come at the rate.
        var reckoned: [String: ContinuousClock.Instant] = [:]
        var sweepAt = CallerAllowance.kept
    }

    /// Callers beyond this are forgotten as soon as they are at rest.
    private static let kept = 10_000
    private static let burst = Duration.seconds(1)

    private let interval: Duration
    private let ledger = Mutex(Ledger())

    /// - Parameter requestsPerSecond: above zero.
    init(requestsPerSecond: Int) {
        interval = .seconds(1) / requestsPerSecond
    }

    /// Refuses a request beyond what a caller may make.
    func expectRoom(for caller: Caller, at now: ContinuousClock.Instant = .now) throws(Problem) {
        guard takes(caller.identity, at: now) else {
            throw Problem(
                429, "too-many-requests",
                "you ask faster than is allowed: wait as Retry-After says, and ask at a lower rate"
            )
        }
    }

    /// Whether there is room for one more request, which is counted then.
    func takes(_ caller: String, at now: ContinuousClock.Instant) -> Bool {
        ledger.withLock { ledger in
            let reckoned = max(ledger.reckoned[caller] ?? now, now)
            guard reckoned - now < Self.burst else { return false }
            ledger.reckoned[caller] = reckoned + interval
            if ledger.reckoned.count > ledger.sweepAt {
                ledger.reckoned = ledger.reckoned.filter { $0.value > now }
                ledger.sweepAt = max(Self.kept, 2 * ledger.reckoned.count)
            }
            return true
        }
    }

    /// How many callers are known at present.
    var callers: Int { ledger.withLock { $0.reckoned.count } }
}
