public import CoreMetrics
import Synchronization

/// All that a process measures, in memory, to be read by Prometheus.
///
/// It is the backend of swift-metrics: counters are named `…_total`, timers are histograms `…_seconds`, recorders that
/// aggregate are histograms, meters and other recorders are gauges. Metrics made twice with the same label and
/// dimensions are one series. Counting takes atomic additions and no lock; making a metric takes a short one.
///
/// A registry is bounded. What is made beyond the bound, or under a name that another kind of metric has, can be used
/// but is not seen, and counts in `metrics_series_refused_total`.
public final class PrometheusRegistry: Sendable {
    /// The media type of the text that `render()` returns.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let descriptions: [String: MetricDescription]
    private let table: Mutex<SeriesTable>
    private let refusals: [SeriesRefusal: CounterSeries]

    /// - Parameters:
    ///   - descriptions: help texts and buckets of the metrics that have them.
    ///   - seriesLimit: how many time series there may be; a histogram is as many as it has buckets, and two.
    public init(describing descriptions: [MetricDescription] = [], seriesLimit: Int = 10_000) {
        precondition(seriesLimit >= SeriesRefusal.allCases.count, "what is refused has to be seen")
        self.descriptions = Dictionary(
            descriptions.map { (MetricName.metric($0.label), $0) }, uniquingKeysWith: { _, last in last })
        table = Mutex(SeriesTable(sampleLimit: seriesLimit))
        refusals = Dictionary(
            uniqueKeysWithValues: SeriesRefusal.allCases.map { refusal in
                let labels = LabelSet([("reason", refusal.rawValue)])
                let family = "metrics_series_refused_total"
                return (refusal, CounterSeries(SeriesIdentity(family: family, kind: .counter, labels: labels)))
            })
        for counter in refusals.values {
            add(counter, help: "Series that were asked for and cannot be seen, by why.")
        }
    }

    /// Shows a value that someone else holds, read at every scrape on the thread that renders.
    ///
    /// - Parameters:
    ///   - name: letters that Prometheus does not allow are replaced by `_`.
    ///   - help: one sentence that names the unit.
    ///   - read: returns soon and does not block; nil when there is no such value now.
    public func gauge(
        _ name: String, help: String, labels: [String: String] = [:], _ read: @escaping @Sendable () -> Double?
    ) {
        add(ReadSeries(identity(MetricName.metric(name), .gauge, labels.map { ($0, $1) }), read), help: help)
    }

    /// Shows a count that someone else holds and that only grows, read at every scrape on the thread that renders.
    ///
    /// - Parameters:
    ///   - name: `_total` is added when it is missing; letters that Prometheus does not allow are replaced by `_`.
    ///   - help: one sentence that names the unit.
    ///   - read: returns soon and does not block; nil when there is no such count now.
    public func counter(
        _ name: String, help: String, labels: [String: String] = [:], _ read: @escaping @Sendable () -> Double?
    ) {
        add(ReadSeries(identity(MetricName.counter(name), .counter, labels.map { ($0, $1) }), read), help: help)
    }

    /// All series in Prometheus' text format 0.0.4, in the same order every time.
    public func render() -> String {
        // Values of others are read outside of the lock, since reading may count or make metrics itself.
        let snapshot = table.withLock { $0 }
        var text = PrometheusText()
        snapshot.write(to: &text)
        return text.content
    }

    private func identity(
        _ family: String, _ kind: MetricKind, _ labels: [(String, String)]
    ) -> SeriesIdentity {
        SeriesIdentity(family: family, kind: kind, labels: LabelSet(labels))
    }

    private func description(of label: String) -> MetricDescription? {
        descriptions[MetricName.metric(label)]
    }

    private func add(_ series: some Series, help: String?) {
        table.withLock { add(series, help: help, to: &$0) }
    }

    private func add(_ series: some Series, help: String?, to table: inout SeriesTable) {
        do {
            try table.add(series, help: help)
        } catch {
            refusals[error]?.increment(by: Int64(1))
        }
    }

    /// The series of an identity: the one there is, or a new one, which is not seen if it was refused.
    private func obtain<S: Series>(
        _ identity: SeriesIdentity, label: String, make: (SeriesIdentity) -> S
    ) -> S {
        table.withLock { table in
            if let known = table[identity] as? S { return known }
            let series = make(identity)
            add(series, help: description(of: label)?.help, to: &table)
            return series
        }
    }

    private func remove(_ handler: any Sendable) {
        guard let series = handler as? any Series else { return }
        table.withLock { $0.remove(series) }
    }
}

extension PrometheusRegistry: MetricsFactory {
    /// A counter `…_total`.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        obtain(identity(MetricName.counter(label), .counter, dimensions), label: label, make: CounterSeries.init)
    }

    /// A counter `…_total`; the same series as the counter of whole amounts that has its label and dimensions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        obtain(identity(MetricName.counter(label), .counter, dimensions), label: label, make: CounterSeries.init)
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        obtain(identity(MetricName.metric(label), .gauge, dimensions), label: label, make: GaugeSeries.init)
    }

    /// A histogram if it aggregates, with the described buckets or else `HistogramBuckets.sizes`; otherwise a gauge.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        let name = MetricName.metric(label)
        guard aggregate else {
            return obtain(identity(name, .gauge, dimensions), label: label, make: GaugeSeries.init)
        }
        return obtain(identity(name, .histogram, dimensions), label: label) {
            HistogramSeries($0, description(of: label)?.buckets ?? .sizes)
        }
    }

    /// A histogram `…_seconds`, with the described buckets or else `HistogramBuckets.seconds`.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        obtain(identity(MetricName.timer(label), .histogram, dimensions), label: label) {
            HistogramSeries($0, description(of: label)?.buckets ?? .seconds)
        }
    }

    /// Takes the series out of the text; a metric made with its label and dimensions later starts at zero.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }

    /// Takes the series out of the text; a metric made with its label and dimensions later starts at zero.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }

    /// Takes the series out of the text; a metric made with its label and dimensions later starts at zero.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }

    /// Takes the series out of the text; a metric made with its label and dimensions later starts at zero.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

    /// Takes the series out of the text; a metric made with its label and dimensions later starts at zero.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
