import CoreMetrics
import Synchronization

/// A count that only grows, of whole and of fractional amounts.
///
/// Whole ones are counted apart, since they are the most, one atomic addition each, and stay exact.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    let identity: SeriesIdentity
    let sampleCount = 1

    private let whole = Atomic<UInt64>(0)
    private let fractional = Atomic<Double>(0)

    init(_ identity: SeriesIdentity) {
        self.identity = identity
    }

    /// A negative amount counts nothing: to Prometheus a counter that falls has been reset.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    /// An amount that is negative or not finite counts nothing, since it would spoil the count for good.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fractional.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fractional.store(0, ordering: .relaxed)
    }

    func write(to text: inout PrometheusText) {
        let whole = whole.load(ordering: .relaxed)
        let fractional = fractional.load(ordering: .relaxed)
        if fractional == 0 {
            text.sample(identity.family, identity.labels, whole)
        } else {
            text.sample(identity.family, identity.labels, Double(whole) + fractional)
        }
    }
}
