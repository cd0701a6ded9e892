import CoreMetrics
import Synchronization

/// How observations are distributed: a recorder that aggregates, or a timer, which observes seconds.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    /// The observations that fell into one bucket and no lower one.
    private final class Bucket: Sendable {
        let count = Atomic<UInt64>(0)
    }

    let identity: SeriesIdentity

    private let upperBounds: [Double]
    /// One for each bound and one for what is above them all.
    private let buckets: [Bucket]
    private let sum = Atomic<Double>(0)

    init(_ identity: SeriesIdentity, _ buckets: HistogramBuckets) {
        self.identity = identity
        upperBounds = buckets.upperBounds
        self.buckets = (0...upperBounds.count).map { _ in Bucket() }
    }

    /// The buckets, the sum and the count.
    var sampleCount: Int { buckets.count + 2 }

    func record(_ value: Int64) {
        record(Double(value))
    }

    /// An observation that is not finite is left out, since it would spoil the sum for good.
    func record(_ value: Double) {
        guard value.isFinite else { return }
        let index = upperBounds.firstIndex { value <= $0 } ?? upperBounds.count
        buckets[index].count.wrappingAdd(1, ordering: .relaxed)
        sum.add(value)
    }

    /// A clock that was set back counts as no time: a sum that falls looks like a reset to Prometheus.
    func recordNanoseconds(_ duration: Int64) {
        record(Double(max(0, duration)) / 1e9)
    }

    /// The count is what the buckets hold, not a number of its own, so that the two agree while others observe.
    func write(to text: inout PrometheusText) {
        let (family, labels) = (identity.family, identity.labels)
        var cumulative: UInt64 = 0
        for (bound, bucket) in zip(upperBounds + [.infinity], buckets) {
            cumulative += bucket.count.load(ordering: .relaxed)
            text.sample("\(family)_bucket", labels.below(bound), cumulative)
        }
        text.sample("\(family)_sum", labels, sum.load(ordering: .relaxed))
        text.sample("\(family)_count", labels, cumulative)
    }
}
