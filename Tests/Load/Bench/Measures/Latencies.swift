import LoadRig
import Histogram

/// How long things took, in a histogram that keeps three digits of each.
struct Latencies: Sendable {
    private var histogram = Histogram<UInt64>(
        highestTrackableValue: 600_000_000, numberOfSignificantValueDigits: .three)

    /// How many were recorded.
    var count: Int { Int(histogram.totalCount) }

    /// Records how long something took that was due at an instant and done at a later one, both by ``Monotonic``.
    mutating func record(from due: UInt64, to done: UInt64) {
        let microseconds = done > due ? (done - due) / 1000 : 0
        _ = histogram.record(min(microseconds, histogram.highestTrackableValue))
    }

    /// How long so many percent of them took at most, in milliseconds.
    func milliseconds(atPercentile percentile: Double) -> Double {
        Double(histogram.valueAtPercentile(percentile)) / 1000
    }
}
