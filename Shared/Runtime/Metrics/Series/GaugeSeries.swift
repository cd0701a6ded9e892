import CoreMetrics
import Synchronization

/// A value that goes up and down: a meter, or a recorder that keeps the last value only.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    let identity: SeriesIdentity
    let sampleCount = 1

    private let value = Atomic<Double>(0)

    init(_ identity: SeriesIdentity) {
        self.identity = identity
    }

    func set(_ value: Int64) {
        set(Double(value))
    }

    func set(_ value: Double) {
        self.value.store(value, ordering: .relaxed)
    }

    /// An amount that is not finite changes nothing, since no later one could undo it.
    func increment(by amount: Double) {
        guard amount.isFinite else { return }
        value.add(amount)
    }

    func decrement(by amount: Double) {
        increment(by: -amount)
    }

    func record(_ value: Int64) {
        set(value)
    }

    func record(_ value: Double) {
        set(value)
    }

    func write(to text: inout PrometheusText) {
        text.sample(identity.family, identity.labels, value.load(ordering: .relaxed))
    }
}
